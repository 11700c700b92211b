/** How much of the processors' time the host of a virtual machine gave to others meanwhile: no program in it can run then. */
import { readFileSync } from 'node:fs'

/** Fields of the first line, in ticks since the start (`man 5 proc_stat`): user nice system idle iowait irq softirq steal. */
function ticks(): { stolen: number; all: number } | null {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
    const fields = line.trim().split(/\s+/).slice(1, 9).map(Number)
    return { stolen: fields[7] ?? 0, all: fields.reduce((sum, field) => sum + field, 0) }
  } catch {
    return null
  }
}

/** Asked later, the share since now; null where the system does not tell. */
export function stolenSince(): () => number | null {
  const before = ticks()
  return () => {
    const after = ticks()
    if (before === null || after === null || after.all === before.all) return null
    return (after.stolen - before.stolen) / (after.all - before.all)
  }
}
