/** The obvious decision, where there is one: a person says yes to it, or something else. Doubt favours the member. */
import type { Decision } from './entries.ts'
import type { SettleKind } from './queue.ts'
import type { Thing } from './things.ts'

/** Whoever runs a machine this soon after a right ended, or badges this soon after it ran, forgot to badge. */
const NEIGHBOUR_MS = 120_000
/** Without a message for so long a session is `silence` (contract §1): a station that is still away may not come back. */
const GONE_MS = 600_000

export function proposalFor(thing: Thing, kinds: readonly SettleKind[], sessions: readonly Thing[]): Decision | null {
  switch (kinds[0]) {
    case 'unattributed': {
      const member = neighbourOf(thing, sessions)
      return member === null ? { kind: 'waive' } : { kind: 'assign', member }
    }
    case 'no-current':
      return { kind: 'waive' }
    case 'overlap':
      return thing.kind === 'declared' ? { kind: 'waive' } : { kind: 'keep' }
    case 'fault':
    case 'forgotten':
    case 'incomplete':
      return { kind: 'keep' }
    default:
      return null
  }
}

/** The one member who was there just before or just after; two different ones leave it open, and so nobody's. */
function neighbourOf(run: Thing, sessions: readonly Thing[]): string | null {
  const members = new Set<string>()
  for (const session of sessions) {
    if (session.machine !== run.machine || session.member === null || session.end_at_ms === null) continue
    const before_ms = run.start_at_ms - session.end_at_ms
    const after_ms = session.start_at_ms - (run.end_at_ms ?? run.start_at_ms)
    if (isNear(before_ms) || isNear(after_ms)) members.add(session.member)
  }
  const [member] = members
  return members.size === 1 && member !== undefined ? member : null
}

/** A run that begins within the last sample of a session is dated a moment before its end. */
const isNear = (ms: number): boolean => ms >= -1_000 && ms <= NEIGHBOUR_MS

/** An open session may be settled by what is counted once its station has been away for as long as `silence` takes. */
export const isGone = (heard_at_ms: number | null, now_ms: number): boolean =>
  heard_at_ms === null || now_ms - heard_at_ms >= GONE_MS
