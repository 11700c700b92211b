/** A batch refused for its content is halved until the bad lines stand alone: about 2 log₂ n requests for one of n. */

export type Answer = { kind: 'accepted' } | { kind: 'refused'; error: string }
export type RefusedLine = { index: number; error: string }

/** `send` rejects when the batch should be tried again; then so does this. Lines sent twice overwrite themselves. */
export async function bisect(
  lines: string[],
  send: (lines: string[]) => Promise<Answer>,
  first_index = 0,
): Promise<RefusedLine[]> {
  if (lines.length === 0) return []
  const answer = await send(lines)
  if (answer.kind === 'accepted') return []
  if (lines.length === 1) return [{ index: first_index, error: answer.error }]
  const half = lines.length >> 1
  const left = await bisect(lines.slice(0, half), send, first_index)
  return [...left, ...(await bisect(lines.slice(half), send, first_index + half))]
}
