/**
 * What a broker saw of one station, checked: nothing new before all that precedes it, and on one connection never back.
 * Sending again what was not acknowledged is no fault, nor is leaving out what was.
 */
export function orderFaults(seen: { connection: object; seq: number }[]): string[] {
  const faults: string[] = []
  let highest = -1
  for (const [index, { connection, seq }] of seen.entries()) {
    const before = seen[index - 1]
    const backward = before?.connection === connection && seq <= before.seq
    if (backward || seq > highest + 1) faults.push(`${before?.seq} then ${seq}, highest ${highest}`)
    highest = Math.max(highest, seq)
  }
  return faults
}
