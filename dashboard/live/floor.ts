/**
 * The floor as this screen knows it, and how one event changes it. Pure: `(floor, event) → floor`. Machines that an
 * event does not concern keep their identity, so that only what changed is drawn again.
 */
import type { AlertView, FaultView, MachineView, SessionSummary } from '#server/contract/api.ts'
import type { LiveMachine, LiveSnapshot } from '#server/contract/live.ts'
import { stands } from './standing.ts'

/** A quarter of an hour; of what is past, the greatest of each step: as much as a line so small can show. */
const SPARK_SPAN_MS = 15 * 60_000
const SPARK_STEP_MS = 7_500
const STREAM_MAX = 30
const ALERTS_MAX = 50

export type SparkPoint = { at_ms: number; value: number }
/** What just happened, newest first. */
export type Happening =
  | { kind: 'started' | 'ended'; key: string; at_ms: number; machine: string; session: SessionSummary }
  | { kind: 'fault' | 'fault-over'; key: string; at_ms: number; machine: string; fault: FaultView }
  | { kind: 'alert'; key: string; at_ms: number; machine: string | null; alert: AlertView }

export type Floor = {
  /** null until the first snapshot */
  at_ms: number | null
  machines: ReadonlyMap<string, MachineView>
  sparks: ReadonlyMap<string, readonly SparkPoint[]>
  alerts: readonly AlertView[]
  stream: readonly Happening[]
  /** the atelier shows everybody who is at a machine */
  names_on_wall: boolean
  /** machines out of use, by id: lists of what was still name them */
  former: Readonly<Record<string, string>>
}

export type FloorEvent =
  | { kind: 'snapshot'; snapshot: LiveSnapshot }
  | { kind: 'machines'; at_ms: number; machines: readonly LiveMachine[] }
  | { kind: 'session'; session: SessionSummary }
  | { kind: 'fault'; fault: FaultView }
  | { kind: 'alert'; alert: AlertView }
  | { kind: 'replaced'; machine: MachineView }
  | { kind: 'past-curve'; machine: string; points: readonly SparkPoint[] }
  | { kind: 'past-stream'; sessions: readonly SessionSummary[] }

export const emptyFloor = (): Floor => ({
  at_ms: null,
  machines: new Map(),
  sparks: new Map(),
  alerts: [],
  stream: [],
  names_on_wall: false,
  former: {},
})

export function apply(floor: Floor, event: FloorEvent): Floor {
  switch (event.kind) {
    case 'snapshot':
      return takeSnapshot(floor, event.snapshot)
    case 'machines':
      return takeMachines(floor, event.machines, event.at_ms)
    case 'session':
      return takeSession(floor, event.session)
    case 'fault':
      return takeFault(floor, event.fault)
    case 'alert':
      return takeAlert(floor, event.alert)
    case 'replaced':
      return floor.machines.has(event.machine.id) ? withMachine(floor, event.machine) : floor
    case 'past-curve':
      return withSpark(floor, event.machine, [...event.points, ...(floor.sparks.get(event.machine) ?? [])])
    case 'past-stream':
      return withHappenings(floor, event.sessions.flatMap(happeningsOf))
  }
}

/** What is drawn as power: watts where measured, otherwise milliamperes; null while nothing is known. */
export const drawnOf = (machine: { power_W: number | null; current_mA: number | null }): number | null =>
  machine.power_W ?? machine.current_mA

function takeSnapshot(floor: Floor, snapshot: LiveSnapshot): Floor {
  const at_ms = Date.parse(snapshot.at)
  const known: Floor = {
    ...floor,
    at_ms,
    machines: new Map(snapshot.machines.map(machine => [machine.id, machine])),
    alerts: newestAlerts(snapshot.alerts),
    names_on_wall: snapshot.names_on_wall,
    former: snapshot.former,
  }
  return withHappenings(known, [
    ...snapshot.alerts.map(alertHappening),
    ...snapshot.machines.flatMap(machine => machine.faults.map(faultHappening)),
  ])
}

/** All that came in one packet: both maps are copied once for them, not once each. */
function takeMachines(floor: Floor, lives: readonly LiveMachine[], at_ms: number): Floor {
  const known = lives.filter(({ id }) => floor.machines.has(id))
  if (known.length === 0) return floor
  const machines = new Map(floor.machines)
  const sparks = new Map(floor.sparks)
  for (const live of known) {
    const before = machines.get(live.id)
    if (before === undefined) continue
    machines.set(live.id, changed(before, live))
    const value = drawnOf(live)
    if (value !== null) sparks.set(live.id, withPoint(sparks.get(live.id) ?? [], { at_ms, value }))
  }
  return { ...floor, machines, sparks }
}

const changed = (before: MachineView, live: LiveMachine): MachineView => ({
  ...before,
  state: live.state,
  since: live.since,
  current_mA: live.current_mA,
  power_W: live.power_W,
  today_running_ms: live.today_running_ms,
  session: live.session === undefined ? before.session : live.session,
  lock: live.lock === undefined ? before.lock : live.lock,
  heard: live.heard === undefined ? before.heard : live.heard,
})

function takeSession(floor: Floor, session: SessionSummary): Floor {
  const machine = floor.machines.get(session.machine)
  const next = withHappenings(floor, happeningsOf(session))
  if (machine === undefined) return next
  if (session.end === null) return withMachine(next, { ...machine, session })
  return machine.session?.id === session.id ? withMachine(next, { ...machine, session: null }) : next
}

function takeFault(floor: Floor, fault: FaultView): Floor {
  const machine = floor.machines.get(fault.machine)
  const next = withHappenings(floor, [faultHappening(fault)])
  if (machine === undefined) return next
  const others = machine.faults.filter(other => other.id !== fault.id)
  return withMachine(next, { ...machine, faults: stands(fault) ? [...others, fault] : others })
}

function takeAlert(floor: Floor, alert: AlertView): Floor {
  const alerts = newestAlerts([alert, ...floor.alerts.filter(other => other.id !== alert.id)])
  return withHappenings({ ...floor, alerts }, [alertHappening(alert)])
}

const newestAlerts = (alerts: readonly AlertView[]): AlertView[] =>
  [...alerts].sort((a, b) => b.at.localeCompare(a.at)).slice(0, ALERTS_MAX)

const withMachine = (floor: Floor, machine: MachineView): Floor => ({
  ...floor,
  machines: new Map(floor.machines).set(machine.id, machine),
})

const withSpark = (floor: Floor, machine: string, points: readonly SparkPoint[]): Floor => ({
  ...floor,
  sparks: new Map(floor.sparks).set(machine, points.reduce(withPoint, [])),
})

/** The last one is the newest as it came; the ones before it have been gathered. */
function withPoint(points: readonly SparkPoint[], point: SparkPoint): readonly SparkPoint[] {
  const last = points.at(-1)
  const before = points.at(-2)
  const gathered = last !== undefined && before !== undefined && stepOf(last) === stepOf(before)
  const past = gathered
    ? [...points.slice(0, -2), { at_ms: before.at_ms, value: Math.max(before.value, last.value) }]
    : points
  const oldest_ms = point.at_ms - SPARK_SPAN_MS
  return [...((past[0]?.at_ms ?? oldest_ms) < oldest_ms ? past.filter(one => one.at_ms >= oldest_ms) : past), point]
}

const stepOf = ({ at_ms }: SparkPoint): number => Math.floor(at_ms / SPARK_STEP_MS)

function withHappenings(floor: Floor, happenings: readonly Happening[]): Floor {
  const byKey = new Map([...floor.stream, ...happenings].map(happening => [happening.key, happening]))
  return { ...floor, stream: [...byKey.values()].sort((a, b) => b.at_ms - a.at_ms).slice(0, STREAM_MAX) }
}

function happeningsOf(session: SessionSummary): Happening[] {
  const of = (kind: 'started' | 'ended', at: string): Happening => ({
    kind,
    key: `${kind} ${session.id}`,
    at_ms: Date.parse(at),
    machine: session.machine,
    session,
  })
  const started = of('started', session.start)
  return session.end === null ? [started] : [of('ended', session.end), started]
}

function faultHappening(fault: FaultView): Happening {
  const kind = stands(fault) ? 'fault' : 'fault-over'
  const at_ms = Date.parse(fault.resolved ?? fault.to ?? fault.from)
  return { kind, key: `${kind} ${fault.id}`, at_ms, machine: fault.machine, fault }
}

const alertHappening = (alert: AlertView): Happening => ({
  kind: 'alert',
  key: `alert ${alert.id}`,
  at_ms: Date.parse(alert.at),
  machine: alert.machine,
  alert,
})
