/** How far long work is, on a terminal only: a pipe and `--json` stay quiet. */
const STEP_PERCENT = 1

export function progressOn(stream: NodeJS.WriteStream, label: string): (share: number) => void {
  if (!stream.isTTY) return () => undefined
  let last_percent = -STEP_PERCENT
  return share => {
    const percent = Math.floor(share * 100)
    if (percent - last_percent < STEP_PERCENT && share < 1) return
    last_percent = percent
    stream.write(`\r${label}: ${percent} %${share >= 1 ? '\r\x1b[K' : ''}`)
  }
}
