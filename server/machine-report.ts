/** Each machine's availability over a range, from the ledger's faults and the atelier's hours. */
import { openStretches } from './domain/access/openings.ts'
import type { Directory } from './domain/directory.ts'
import { type Availability, availabilityOf, type Down } from './domain/metering/availability.ts'
import type { Range } from './domain/time.ts'

const PAGE = 500

export interface FaultReads {
  /** newest first */
  faults(query: {
    machine: string
    limit: number
    cursor: string | null
  }): Promise<{ items: Down[]; next: string | null }>
}
export type MachineReport = Availability & { machine: string; name: string }

/** What has not come yet is left out: a range is never longer than until `now_ms`. */
export async function machineReport(
  reads: FaultReads,
  directory: Directory,
  range: Range,
  now_ms: number,
): Promise<MachineReport[]> {
  const hours = { timezone: directory.site?.timezone ?? 'UTC', opening: directory.site?.opening ?? null }
  const until_ms = Math.max(range.from_ms, Math.min(range.to_ms, now_ms))
  const open = openStretches(hours, { from_ms: range.from_ms, to_ms: until_ms }, [...directory.closures.values()])
  const reports: MachineReport[] = []
  for (const { id, name } of directory.machines.values())
    reports.push({ machine: id, name, ...availabilityOf(await faultsOf(reads, id), open, until_ms) })
  return reports
}

async function faultsOf(reads: FaultReads, machine: string): Promise<Down[]> {
  const faults: Down[] = []
  for (let cursor: string | null = null; ; ) {
    const page = await reads.faults({ machine, limit: PAGE, cursor })
    faults.push(...page.items)
    if (page.next === null) return faults
    cursor = page.next
  }
}
