/** Whether a member could start a machine now, and what stands in the way: the very decision a badge would get. */
import type { AccessView } from '#server/contract/people.ts'
import { type Decision, decide } from '#server/domain/access/decide.ts'
import { closingAt, exceptionAt } from '#server/domain/access/hours.ts'
import { careLocks } from '#server/domain/care/due.ts'
import type { MachineFacts } from '#server/domain/directory.ts'
import { atOrNull } from '#server/present/words.ts'
import { todayOf } from './members.ts'
import type { Core } from './ports.ts'

type Now = ReturnType<Core['machines']>[number]

export function accessOf(machine: MachineFacts, member: string, core: Core, now_ms: number): Omit<AccessView, 'price'> {
  const decision = bestDecision(machine, member, core, now_ms)
  const denied = decision.verdict === 'denied' ? decision : null
  return {
    machine: machine.id,
    granted: denied === null,
    reason: denied?.reason ?? null,
    cause: denied?.cause ?? null,
    qualification: machine.qualification,
    until: atOrNull(denied === null ? closing(core, now_ms) : endOf(denied, machine, member, core, now_ms)),
  }
}

/** With whichever badge gets furthest: one lost badge does not shut anybody out. */
function bestDecision(machine: MachineFacts, member: string, core: Core, now_ms: number): Decision {
  const directory = core.directory()
  const now = core.machines().find(row => row.machine === machine.id)
  const own = [...directory.badges.values()].filter(badge => badge.member === member)
  const decisions = own.map(({ badge }) =>
    decide({
      directory,
      machine: machine.id,
      badge,
      at_ms: now_ms,
      age_ms: 0,
      standing: standingOf(now, machine, core, now_ms),
      listed: true,
    }),
  )
  return (
    decisions.find(({ verdict }) => verdict === 'granted') ??
    decisions[0] ?? { verdict: 'denied', reason: 'unknown-badge', cause: 'no-badge' }
  )
}

const standingOf = (now: Now | undefined, machine: MachineFacts, core: Core, now_ms: number) => ({
  holder: now?.session?.member ?? null,
  running: now?.view.state === 'running',
  locked: now?.view.state === 'fault',
  confirm_needed: false,
  claimed: now?.view.claimed,
  care_due: careLocks(core.directory(), machine.id, now?.view.wear_ms, () => todayOf(core, now_ms)) !== null,
})

function closing(core: Core, now_ms: number): number | null {
  const { site, closures } = core.directory()
  return site && closingAt(site, now_ms, closures.values())
}

type Denied = { reason: string; cause: string | null }

function endOf({ reason, cause }: Denied, machine: MachineFacts, member: string, core: Core, now_ms: number) {
  const { closures, reservations, events } = core.directory()
  if (cause === 'closure') return exceptionAt(closures.values(), now_ms)?.until_ms ?? null
  if (reason !== 'reserved') return null
  const during = ({ from_ms, until_ms }: { from_ms: number; until_ms: number }) =>
    from_ms <= now_ms && now_ms < until_ms
  const claims = [
    ...[...events.values()].filter(one => one.machines.includes(machine.id) && during(one)),
    ...[...reservations.values()].filter(one => one.machine === machine.id && one.member !== member && during(one)),
  ]
  return claims[0]?.until_ms ?? null
}
