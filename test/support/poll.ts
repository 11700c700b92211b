/** Looks again and again until there is an answer, with a deadline; nothing in the tests sleeps for a fixed time. */
export async function poll<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  deadline_ms = 20_000,
): Promise<T> {
  const give_up_at = performance.now() + deadline_ms
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
    if (performance.now() > give_up_at) throw new Error(`in vain waited ${deadline_ms} ms for ${what}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
