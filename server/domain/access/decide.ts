/**
 * Everything a verdict depends on → the verdict. Pure: the first denial that applies, in the contract's order (§1, Down).
 * `clone-suspected`, `spending-limit` and `reserved` have no facts in the directory yet; a rule for each goes to its place in RULES when they do.
 */
import type { BadgeFacts, Directory, MachineFacts, MemberFacts } from '../directory.ts'
import type { DenialReason } from '../metering/types.ts'
import { localDate } from '../time.ts'
import { isOpen } from './hours.ts'

/** Contract §1: a station acts on an answer within 10 s of its own time; an older badge is no request any more. */
export const BADGE_AGE_MS_MAX = 10_000

/** What the machine's own station knows, besides the directory. */
export type MachineStanding = {
  /** whose session holds the machine, an ended right with its cycle still running included */
  holder: string | null
  running: boolean
  /** an active fault, or a lockout known to the station's fold */
  locked: boolean
  /** a fault, an emergency stop or a boot that ended a session has not been confirmed on the spot */
  confirm_needed: boolean
}
export type DecideInput = {
  directory: Directory
  machine: string
  /** HMAC of the UID, 64 hex digits */
  badge: string
  /** when the badge was presented, on the calendar */
  at_ms: number
  /** how old the badge was on arrival; 0 for one that is judged as of its own moment */
  age_ms: number
  standing: MachineStanding
  /** false when the station decides by itself from a list this badge is not on */
  listed: boolean
}
export type Decision = { verdict: 'granted' } | { verdict: 'denied'; reason: DenialReason }

type Facts = {
  input: DecideInput
  badge: BadgeFacts | undefined
  member: MemberFacts | undefined
  machine: MachineFacts | undefined
  /** today in the atelier's zone */
  today: string
}
type Rule = readonly [DenialReason, (facts: Facts) => boolean]

const RULES: readonly Rule[] = [
  ['too-late', ({ input }) => input.age_ms > BADGE_AGE_MS_MAX],
  ['unknown-badge', ({ badge, member }) => badge === undefined || member === undefined],
  ['badge-blocked', ({ badge }) => badge?.blocked === true],
  ['pass-expired', ({ badge, input }) => badge !== undefined && !passHolds(badge, input.at_ms)],
  ['member-suspended', ({ member, today }) => member !== undefined && !isActive(member, today)],
  ['charter-unsigned', ({ member, today }) => member?.charter_signed == null || member.charter_signed > today],
  ['no-qualification', ({ member, machine }) => !mayUse(member, machine)],
  ['outside-hours', ({ input }) => input.directory.site !== null && !isOpen(input.directory.site, input.at_ms)],
  ['machine-locked', ({ input, machine }) => machine === undefined || isLocked(input)],
  ['machine-busy', ({ badge, machine, input }) => isBusy(input.standing, badge, machine)],
  ['offline-not-listed', ({ input }) => !input.listed],
  ['start-not-confirmed', ({ input }) => input.standing.confirm_needed],
]

export function decide(input: DecideInput): Decision {
  const { directory } = input
  const badge = directory.badges.get(input.badge)
  const facts: Facts = {
    input,
    badge,
    member: badge && directory.members.get(badge.member),
    machine: directory.machines.get(input.machine),
    today: localDate(input.at_ms, directory.site?.timezone ?? 'UTC'),
  }
  for (const [reason, applies] of RULES) if (applies(facts)) return { verdict: 'denied', reason }
  return { verdict: 'granted' }
}

/** Half-open, like every range of instants here. */
export const passHolds = (badge: BadgeFacts, at_ms: number): boolean =>
  (badge.valid_from_ms === null || at_ms >= badge.valid_from_ms) &&
  (badge.valid_until_ms === null || at_ms < badge.valid_until_ms)

/** Member from the day they joined to the day they left, both included. */
export const isActive = (member: MemberFacts, today: string): boolean =>
  !member.suspended &&
  (member.joined === null || member.joined <= today) &&
  (member.left === null || today <= member.left)

const mayUse = (member: MemberFacts | undefined, machine: MachineFacts | undefined): boolean =>
  machine === undefined ||
  machine.qualification === null ||
  (member?.qualifications.includes(machine.qualification) ?? false)

const isLocked = (input: DecideInput): boolean => input.standing.locked || input.directory.locks.has(input.machine)

/** Contract §1, Sessions: `takeover` per machine. `when-idle` never takes a machine that is working. */
function isBusy(standing: MachineStanding, badge: BadgeFacts | undefined, machine: MachineFacts | undefined): boolean {
  if (standing.holder === null || standing.holder === badge?.member) return false
  return machine?.takeover === 'never' || standing.running
}
