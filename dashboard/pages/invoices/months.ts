/** As many as somebody still works on; what was not issued waits, however old it is. */
const AT_HAND = 3

/** `months`: the newest first. */
export const byUse = <M extends { issued: number }>(months: readonly M[]): { at_hand: M[]; folded: M[] } => {
  const { true: at_hand = [], false: folded = [] } = Object.groupBy(months, ({ issued }, i) =>
    i < AT_HAND || issued === 0 ? 'true' : 'false',
  )
  return { at_hand, folded }
}
