/** Each machine's availability over a range, from the ledger's faults and the hours somebody chose to hold it against. */
import { openStretches } from './domain/access/openings.ts'
import type { Directory, Opening } from './domain/directory.ts'
import { type Availability, availabilityOf, type Down, unionOf, within } from './domain/metering/availability.ts'
import { inUseStretches } from './domain/out-of-use.ts'
import type { HeldMachine } from './domain/records.ts'
import { instantOf, localDate, type Range } from './domain/time.ts'

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
  /** those that anybody ever used */
  heldMachines(range: Range, now_ms: number): Promise<HeldMachine[]>
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
  const used = await reads.heldMachines(past, now_ms)
  const at_work = unionOf(used.flatMap(({ held }) => held))
  const hours = against === 'held' ? at_work : calendarHours(directory, past, against)
  const zone = directory.site?.timezone ?? 'UTC'
  const reports: MachineReport[] = []
  for (const machine of directory.machines.values()) {
    const { id, name } = machine
    const use = used.find(({ machine }) => machine === id)
    const told = { faults: await faultsOf(reads, id), held: use?.held ?? [] }
    const since_first = within({ from_ms: firstDayOf(use, zone), to_ms: until_ms }, hours)
    const in_use = inUseStretches(machine, zone).flatMap(stretch => within(stretch, since_first))
    reports.push({ machine: id, name, ...availabilityOf(told, in_use, until_ms) })
  }
  return reports
}

/** A machine that came in mid-month counts from the day it was first used; one that nobody ever used, all along. */
const firstDayOf = (use: HeldMachine | undefined, zone: string): number =>
  use === undefined ? Number.NEGATIVE_INFINITY : instantOf(localDate(use.first_at_ms, zone), 0, '00:00', zone)

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
