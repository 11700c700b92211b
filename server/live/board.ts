/**
 * The board everybody looks at, in memory: present view of each machine, its faults, the last alerts, names. It reads the
 * ledger once, when the first screen comes, and then lives on what is announced.
 */
import type { MachineFacts } from '#server/domain/directory.ts'
import type { AlertRow } from '#server/domain/records.ts'
import { dayStart } from '#server/domain/time.ts'
import { inUse } from '#server/domain/workshop.ts'
import { type MachinePicture, namedOnWall, namesOnWall } from '#server/present/machine.ts'
import { knownUntil_ms } from '#server/present/state.ts'
import type { FaultRecord } from '#server/present/trouble.ts'
import type { Names } from '#server/present/words.ts'
import { ALERTS_SHOWN, ROWS_READ } from './limits.ts'
import type { LiveAnnouncement, LiveAuth, LiveClock, LiveCore, LiveReads, LiveRow } from './ports.ts'
import { addChange, nextDay, runningToday_ms, startTally, type Tally } from './tally.ts'

export type BoardDeps = { auth: LiveAuth; core: LiveCore; reads: LiveReads; clock: LiveClock }
export type Board = ReturnType<typeof createBoard>

export function createBoard({ auth, core, reads, clock }: BoardDeps) {
  const rows = new Map<string, LiveRow>()
  const tallies = new Map<string, Tally>()
  const faults = new Map<number, FaultRecord>()
  let alerts: AlertRow[] = []
  let newest = { fault: 0, alert: 0 }
  let names: Names = new Map()
  let loading: Promise<void> | null = null

  const today_ms = (): number => dayStart(clock.now_ms(), core.directory().site?.timezone ?? 'UTC')

  async function countDay(machine: string): Promise<void> {
    const day_ms = today_ms()
    const changes = await reads.stateChanges(machine, { from_ms: day_ms, to_ms: clock.now_ms() + 1 })
    tallies.set(machine, startTally(day_ms, changes))
  }

  async function refreshNames(): Promise<void> {
    const found = auth.names()
    for (const { member, name } of await reads.persons()) if (name !== null) found.set(member, name)
    names = found
  }

  function refreshRows(): void {
    for (const row of core.machines()) rows.set(row.machine, row)
  }

  async function load(): Promise<void> {
    refreshRows()
    const every = { limit: ROWS_READ, cursor: null }
    const [recent, open, raised] = await Promise.all([
      reads.faults(every),
      reads.faults({ ...every, open: true }),
      reads.alerts({ limit: ALERTS_SHOWN, cursor: null }),
      refreshNames(),
      ...inUse(core.directory()).map(({ id }) => countDay(id)),
    ])
    for (const fault of [...open.items, ...recent.items]) faults.set(fault.id, fault)
    alerts = raised.items
    newest = { fault: Math.max(0, ...faults.keys()), alert: alerts[0]?.id ?? 0 }
  }

  function tallyOf({ id: machine, sample_ms }: MachineFacts): number {
    const day_ms = today_ms()
    let tally = tallies.get(machine) ?? startTally(day_ms, [])
    if (tally.day_ms !== day_ms) tally = nextDay(tally, day_ms)
    tallies.set(machine, tally)
    const row = rows.get(machine)
    const until_ms = knownUntil_ms(row?.view ?? null, row?.heard_at_ms ?? null, sample_ms, clock.now_ms())
    return runningToday_ms(tally, until_ms)
  }

  return {
    /** Resolves when there is something to show; a failed read is tried again by the next one who asks. */
    ready(): Promise<void> {
      loading ??= load().catch(error => {
        loading = null
        throw error
      })
      return loading
    },
    loaded: (): boolean => loading !== null,
    today_ms,
    names: () => names,
    namesOnWall: () => namesOnWall(core.directory()),
    alerts: () => alerts,
    machines: () => inUse(core.directory()).map(({ id }) => id),
    former: () =>
      Object.fromEntries(
        [...core.directory().machines.values()].flatMap(({ id, name, retired }) =>
          retired == null ? [] : [[id, name]],
        ),
      ),
    refreshRows,
    refreshNames,

    picture(machine: string): MachinePicture | null {
      const facts = core.directory().machines.get(machine)
      if (facts === undefined || facts.retired != null) return null
      const row = rows.get(machine)
      return {
        facts,
        view: row?.view ?? null,
        session: row?.session ?? null,
        heard_at_ms: row?.heard_at_ms ?? null,
        today_running_ms: tallyOf(facts),
        faults: [...faults.values()].filter(fault => fault.machine === machine && fault.to_at_ms === null),
        lock: core.directory().locks.get(machine) ?? null,
        named: row?.session != null && namedOnWall(core.directory(), row.session.member),
      }
    },

    /** Takes in what was committed; resolves when late changes have been counted again from the ledger. */
    async take({ effects }: LiveAnnouncement): Promise<void> {
      const late = new Set<string>()
      for (const { effect } of effects) {
        if (effect.kind !== 'state') continue
        const tally = addChange(tallies.get(effect.machine) ?? startTally(today_ms(), []), effect)
        if (tally === null) late.add(effect.machine)
        else tallies.set(effect.machine, tally)
      }
      await Promise.all([...late].map(countDay))
    },

    /** Reads a machine's faults again; those that are new or have changed. */
    async changedFaults(machine: string): Promise<FaultRecord[]> {
      const { items } = await reads.faults({ machine, limit: ROWS_READ, cursor: null })
      const changed = items.filter(row => {
        const known = faults.get(row.id)
        return known === undefined
          ? row.id > newest.fault || row.to_at_ms === null
          : JSON.stringify(known) !== JSON.stringify(row)
      })
      for (const row of changed) faults.set(row.id, row)
      newest.fault = Math.max(newest.fault, ...changed.map(row => row.id))
      forgetClosed(faults)
      return changed
    },

    /** Alerts raised since the last look, or whose card has become somebody's; oldest first. */
    async changedAlerts(): Promise<AlertRow[]> {
      const { items } = await reads.alerts({ limit: ROWS_READ, cursor: null })
      const known = new Map(alerts.map(row => [row.id, row.known]))
      const changed = items.filter(
        row => row.id > newest.alert || (known.has(row.id) && known.get(row.id) !== row.known),
      )
      newest.alert = Math.max(newest.alert, ...changed.map(row => row.id))
      alerts = items.slice(0, ALERTS_SHOWN)
      return changed.toReversed()
    },
  }
}

/** Closed faults are remembered only to notice that they changed; the oldest go first. */
function forgetClosed(faults: Map<number, FaultRecord>): void {
  const closed = [...faults.values()].filter(fault => fault.to_at_ms !== null).map(fault => fault.id)
  for (const id of closed.toSorted((a, b) => a - b).slice(0, -2 * ROWS_READ)) faults.delete(id)
}
