/** What needs a person now, most pressing first, each with the one next thing to do. Pure. */
import type { AlertView, FaultView, MachineView, Role } from '#server/contract/api.ts'
import { stands } from './standing.ts'

/** An unknown badge is worth walking over for while its owner still stands there. */
const UNKNOWN_BADGE_MS = 10 * 60_000

export type Attention =
  | {
      kind: 'fault'
      key: string
      at_ms: number
      machine: MachineView
      fault: FaultView
      next: 'acknowledge' | 'resolve'
    }
  | { kind: 'unknown-badge'; key: string; at_ms: number; machine: MachineView; alert: AlertView; next: 'whose' }
  /** `at_ms` null: never heard */
  | { kind: 'silent'; key: string; at_ms: number | null; machine: MachineView; next: 'open' }
  | { kind: 'lock'; key: string; at_ms: number; machine: MachineView; next: 'release' }

const RANK: Record<Attention['kind'], number> = { fault: 0, 'unknown-badge': 1, silent: 2, lock: 3 }

/** A card nobody holds, as far as anybody knows now. */
export const cardWaits = ({ code, known }: AlertView): boolean => code === 'unknown-badge' && known !== true

/** Who may act on the floor; others see the same list without buttons. */
export const mayAct = (role: Role): boolean => role === 'manager' || role === 'animateur'

export function attentionOf(
  machines: Iterable<MachineView>,
  alerts: readonly AlertView[],
  now_ms: number,
): readonly Attention[] {
  const list: Attention[] = []
  const byId = new Map([...machines].map(machine => [machine.id, machine]))
  for (const machine of byId.values()) {
    for (const fault of machine.faults) {
      if (!stands(fault)) continue
      const next = fault.acknowledged === null ? 'acknowledge' : 'resolve'
      list.push({ kind: 'fault', key: `fault ${fault.id}`, at_ms: Date.parse(fault.from), machine, fault, next })
    }
    const { lock } = machine
    if (lock !== null) {
      list.push({ kind: 'lock', key: `lock ${machine.id}`, at_ms: Date.parse(lock.since), machine, next: 'release' })
    }
    if (machine.state === 'silent') {
      const last = machine.heard ?? machine.since
      const at_ms = last === null ? null : Date.parse(last)
      list.push({ kind: 'silent', key: `silent ${machine.id}`, at_ms, machine, next: 'open' })
    }
  }
  return [...list, ...unknownBadges(byId, alerts, now_ms)].sort(
    (a, b) => RANK[a.kind] - RANK[b.kind] || sinceOf(b) - sinceOf(a) || a.key.localeCompare(b.key),
  )
}

/** What was never heard stands before what fell silent. */
const sinceOf = ({ at_ms }: Attention): number => at_ms ?? Number.MAX_SAFE_INTEGER

/** What came since: what left the list is no news, nor is who stands first because of that. `before`: keys, null for the list one finds. */
export const newsOf = (before: ReadonlySet<string> | null, list: readonly Attention[]): readonly Attention[] =>
  before === null ? [] : list.filter(({ key }) => !before.has(key))

/** One line a machine, its newest: a person who tries a badge five times is one thing to do. */
function unknownBadges(byId: Map<string, MachineView>, alerts: readonly AlertView[], now_ms: number): Attention[] {
  const newest = new Map<string, Attention>()
  for (const alert of alerts) {
    const machine = byId.get(alert.machine ?? '')
    const at_ms = Date.parse(alert.at)
    if (!cardWaits(alert) || machine === undefined || now_ms - at_ms > UNKNOWN_BADGE_MS) continue
    const seen = newest.get(machine.id)
    if (seen !== undefined && sinceOf(seen) >= at_ms) continue
    newest.set(machine.id, { kind: 'unknown-badge', key: `badge ${alert.id}`, at_ms, machine, alert, next: 'whose' })
  }
  return [...newest.values()]
}
