/** Each machine's availability over a range, from the ledger's faults and the hours somebody chose to hold it against. */
import { openStretches } from './domain/access/openings.ts'
import type { Directory, Opening } from './domain/directory.ts'
import { type Availability, availabilityOf, type Down } from './domain/metering/availability.ts'
import type { Range } from './domain/time.ts'

const PAGE = 500
/** What most people call a working day, where an atelier says nothing; on every day, because it says nothing of those either. */
const DAYTIME: Opening[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }]

export interface UseReads {
  /** newest first */
  faults(query: {
    machine: string
    limit: number
    cursor: string | null
  }): Promise<{ items: Down[]; next: string | null }>
  /** in which somebody held a machine, whichever */
  heldStretches(range: Range, now_ms: number): Promise<Range[]>
}
export type Against = 'opening' | 'daytime' | 'held'
export type MachineReport = Availability & { machine: string; name: string }
export type MachinesQuestion = { range: Range; against: Against; now_ms: number }

/** What has not come yet is left out: a range is never longer than until `now_ms`. */
export async function machineReport(
  reads: UseReads,
  directory: Directory,
  { range, against, now_ms }: MachinesQuestion,
): Promise<MachineReport[]> {
  const until_ms = Math.max(range.from_ms, Math.min(range.to_ms, now_ms))
  const past = { from_ms: range.from_ms, to_ms: until_ms }
  const hours = against === 'held' ? await reads.heldStretches(past, now_ms) : calendarHours(directory, past, against)
  const reports: MachineReport[] = []
  for (const { id, name } of directory.machines.values())
    reports.push({ machine: id, name, ...availabilityOf(await faultsOf(reads, id), hours, until_ms) })
  return reports
}

function calendarHours({ site, closures }: Directory, range: Range, against: 'opening' | 'daytime'): Range[] {
  const opening = against === 'daytime' ? DAYTIME : (site?.opening ?? null)
  return openStretches({ timezone: site?.timezone ?? 'UTC', opening }, range, [...closures.values()])
}

async function faultsOf(reads: UseReads, machine: string): Promise<Down[]> {
  const faults: Down[] = []
  for (let cursor: string | null = null; ; ) {
    const page = await reads.faults({ machine, limit: PAGE, cursor })
    faults.push(...page.items)
    if (page.next === null) return faults
    cursor = page.next
  }
}
