/** Polls until the condition holds; fails with what was said when it has not within the deadline. */
export async function eventually(
  condition: () => boolean,
  what: string | (() => string),
  deadline_ms = 20_000,
): Promise<void> {
  const until_ms = performance.now() + deadline_ms
  while (!condition()) {
    if (performance.now() > until_ms)
      throw new Error(`not within ${deadline_ms} ms: ${typeof what === 'string' ? what : what()}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
