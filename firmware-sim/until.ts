const LOOK_MS = 10

export async function until(holds: () => boolean, within_ms: number): Promise<void> {
  const deadline_ms = performance.now() + within_ms
  while (!holds() && performance.now() < deadline_ms) await new Promise(resolve => setTimeout(resolve, LOOK_MS))
}

/** Until it is nothing, or has not fallen for so long. */
export async function whileItFalls(count: () => number, within_ms: number): Promise<void> {
  for (let before = Number.POSITIVE_INFINITY, now = count(); now > 0 && now < before; now = count()) {
    before = now
    await until(() => count() < before, within_ms)
  }
}
