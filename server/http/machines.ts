/** Gathers what is known of machines from fold, directory and ledger. */
import type { MachineFacts } from '#server/domain/directory.ts'
import { dayStart } from '#server/domain/time.ts'
import { type MachinePicture, namedOnWall } from '#server/present/machine.ts'
import { knownUntil_ms, runningBetween } from '#server/present/state.ts'
import type { HttpDeps } from './deps.ts'
import type { FaultRow, LedgerReads } from './ports.ts'
import { notFound } from './problem.ts'
import { LIMIT_MAX } from './schemas.ts'
import { siteOf } from './site.ts'

export function machineOr404(core: HttpDeps['core'], id: string): MachineFacts {
  const facts = core.directory().machines.get(id)
  if (facts === undefined) throw notFound('machine', id)
  return facts
}

export async function picturesOf(
  machines: MachineFacts[],
  { core, reads, clock }: HttpDeps,
): Promise<MachinePicture[]> {
  const now_ms = clock.now_ms()
  const today = { from_ms: dayStart(now_ms, siteOf(core).timezone), to_ms: now_ms + 1 }
  const present = new Map(core.machines().map(row => [row.machine, row]))
  const { locks } = core.directory()
  const faults = await openFaults(reads, machines)
  return Promise.all(
    machines.map(async facts => {
      const row = present.get(facts.id)
      const [view, heard_at_ms] = [row?.view ?? null, row?.heard_at_ms ?? null]
      const changes = await reads.stateChanges(facts.id, today)
      return {
        facts,
        ...{ view, heard_at_ms },
        session: row?.session ?? null,
        today_running_ms: runningBetween(
          changes,
          today.from_ms,
          knownUntil_ms(view, heard_at_ms, facts.sample_ms, now_ms),
        ),
        faults: faults.get(facts.id) ?? [],
        lock: locks.get(facts.id) ?? null,
        named: row?.session != null && namedOnWall(core.directory(), row.session.member),
      }
    }),
  )
}

async function openFaults(reads: LedgerReads, machines: MachineFacts[]): Promise<Map<string, FaultRow[]>> {
  const machine = machines.length === 1 ? machines[0]?.id : undefined
  const rows: FaultRow[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<LedgerReads['faults']>> = await reads.faults({
      open: true,
      machine,
      limit: LIMIT_MAX,
      cursor,
    })
    rows.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return Map.groupBy(rows, row => row.machine)
}
