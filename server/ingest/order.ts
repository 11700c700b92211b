/** A message at or below the last folded one: has it been seen, and with this content? (contract §1, identity) */

export type Known =
  /** the same again: acknowledged, changes nothing */
  | 'duplicate'
  /** the same identity with other content: quarantine and alarm */
  | 'contradiction'
  /** never seen, its place has passed: journalled, not folded */
  | 'late'
  /** the same again of something that lies in quarantine: a duplicate too */
  | 'quarantined'

/**
 * The group that is not committed yet is asked first, then the ledger. Quarantine is asked last, and not for duplicates:
 * a content that was once refused under an identity that meanwhile holds another is still the same again.
 */
export async function orderOf(
  uncommitted: string | undefined,
  payload: string,
  lookup: () => Promise<'absent' | 'same' | 'different'>,
  isQuarantined: () => Promise<boolean>,
): Promise<Known> {
  if (uncommitted !== undefined && uncommitted === payload) return 'duplicate'
  const found = uncommitted !== undefined ? 'different' : await lookup()
  if (found === 'same') return 'duplicate'
  if (await isQuarantined()) return 'quarantined'
  return found === 'different' ? 'contradiction' : 'late'
}
