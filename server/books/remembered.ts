/** An answer kept for a while, so that many phones that ask at once lead to one reading. A failure is not kept. */
export function remembered<T>(
  kept_ms: number,
  now_ms: () => number,
  ask: (key: string) => Promise<T>,
): (key: string) => Promise<T> {
  let known: { key: string; at_ms: number; answer: Promise<T> } | null = null
  return key => {
    if (known !== null && known.key === key && now_ms() - known.at_ms < kept_ms) return known.answer
    const answer = ask(key)
    const asked = { key, at_ms: now_ms(), answer }
    known = asked
    answer.catch(() => {
      if (known === asked) known = null
    })
    return answer
  }
}
