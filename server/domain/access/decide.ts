/**
 * Everything a verdict depends on → the verdict. Pure: the first denial that applies, in the contract's order (§1, Down).
 * `clone-suspected` needs what no reader here tells yet; its rule goes to its place in RULES when one does.
 */
import type { BadgeFacts, Directory, MachineFacts, MemberFacts } from '../directory.ts'
import type { DenialReason } from '../metering/types.ts'
import { localDate } from '../time.ts'
import { charterSigned, holding, membershipAt } from '../who/membership.ts'
import { claimAgainst, eventAt, takesPart } from './claims.ts'
import { exceptionAt, isOpen } from './hours.ts'
import { remaining_cents } from './spending.ts'

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
  /** the reservation whose holder came and badged */
  claimed?: string | null | undefined
  /** hours of running have come round: it wants care before the next start */
  care_due?: boolean | undefined
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
/** `cause` says more where a reason has several, for the sentence a person reads. */
export type Denial = { reason: DenialReason; cause: string | null }
export type Decision = { verdict: 'granted' } | ({ verdict: 'denied' } & Denial)

type Facts = {
  input: DecideInput
  badge: BadgeFacts | undefined
  member: MemberFacts | undefined
  machine: MachineFacts | undefined
  /** today in the atelier's zone */
  today: string
}
/** False or null: it does not apply. A text is the cause. */
type Rule = readonly [DenialReason, (facts: Facts) => boolean | string | null]

const RULES: readonly Rule[] = [
  ['too-late', ({ input }) => input.age_ms > BADGE_AGE_MS_MAX],
  ['unknown-badge', ({ badge, member }) => badge === undefined || member === undefined],
  ['badge-blocked', ({ badge }) => badge?.blocked === true],
  ['pass-expired', ({ badge, input }) => badge !== undefined && passBarrier(badge, input)],
  ['member-suspended', ({ member, today }) => member !== undefined && membershipBarrier(member, today)],
  ['charter-unsigned', ({ member, today }) => member === undefined || !charterSigned(member, today)],
  ['spending-limit', ({ member, input }) => member !== undefined && spendingBarrier(member, input)],
  ['no-qualification', facts => qualificationBarrier(facts)],
  ['outside-hours', ({ input }) => hoursBarrier(input)],
  ['machine-locked', ({ input, machine }) => machine === undefined || lockBarrier(input)],
  ['reserved', ({ badge, input }) => badge !== undefined && reservationBarrier(badge, input)],
  ['machine-busy', ({ badge, machine, input }) => isBusy(input.standing, badge, machine)],
  ['offline-not-listed', ({ input }) => !input.listed],
  ['start-not-confirmed', ({ input }) => input.standing.confirm_needed],
]

export function decide(input: DecideInput): Decision {
  const [first] = denials(input)
  return first === undefined ? { verdict: 'granted' } : { verdict: 'denied', ...first }
}

/** Every denial that applies, in the contract's order, found one by one. */
export function* denials(input: DecideInput): Generator<Denial> {
  const { directory } = input
  const badge = directory.badges.get(input.badge)
  const facts: Facts = {
    input,
    badge,
    member: badge && directory.members.get(badge.member),
    machine: directory.machines.get(input.machine),
    today: localDate(input.at_ms, zoneOf(directory)),
  }
  for (const [reason, applies] of RULES) {
    const found = applies(facts)
    if (found !== false && found !== null) yield { reason, cause: found === true ? null : found }
  }
}

const zoneOf = (directory: Directory): string => directory.site?.timezone ?? 'UTC'

/** Half-open, like every range of instants here. */
function passBarrier(badge: BadgeFacts, { at_ms, directory }: DecideInput): string | null {
  if (badge.valid_from_ms !== null && at_ms < badge.valid_from_ms) return 'not-yet'
  if (badge.valid_until_ms !== null && at_ms >= badge.valid_until_ms) return 'over'
  if (badge.hours === undefined) return null
  return isOpen({ timezone: zoneOf(directory), opening: badge.hours }, at_ms) ? null : 'hours'
}

function membershipBarrier(member: MemberFacts, today: string): string | null {
  const state = membershipAt(member, today)
  return state === 'active' ? null : state
}

function spendingBarrier(member: MemberFacts, { directory, at_ms }: DecideInput): boolean {
  const left_cents = remaining_cents(directory, member, at_ms)
  return left_cents !== null && left_cents <= 0
}

/** A minor is never qualified for moving parts; who is being trained needs not hold yet what the training teaches. */
function qualificationBarrier({ input, member, machine, today }: Facts): string | null {
  if (machine === undefined) return null
  const event = eventAt(input.directory, machine.id, input.at_ms)
  const ours = event !== null && member !== undefined && takesPart(event, member.id) ? event : null
  if (machine.moving_parts === true && (member?.minor === true || ours?.minors === true)) return 'minor'
  if (machine.qualification === null) return null
  if (ours?.kind === 'training' && ours.qualification === machine.qualification) return null
  const held = member === undefined ? 'missing' : holding(member, machine.qualification, today)
  return held === 'held' ? null : held
}

function hoursBarrier({ directory, at_ms }: DecideInput): string | null {
  const { site, closures } = directory
  if (site === null || isOpen(site, at_ms, closures.values())) return null
  return exceptionAt(closures.values(), at_ms) === null ? 'hours' : 'closure'
}

function lockBarrier({ standing, directory, machine }: DecideInput): string | null {
  if (directory.machines.get(machine)?.retired != null) return 'retired'
  if (directory.locks.has(machine)) return 'lockout'
  if (standing.locked) return 'fault'
  return standing.care_due === true ? 'care' : null
}

function reservationBarrier(badge: BadgeFacts, { directory, machine, at_ms, standing }: DecideInput): string | null {
  const there = { holder: standing.holder, claimed: standing.claimed ?? null }
  return claimAgainst(directory, machine, badge.member, at_ms, there)
}

/** Contract §1, Sessions: `takeover` per machine. `when-idle` never takes a machine that is working. */
function isBusy(standing: MachineStanding, badge: BadgeFacts | undefined, machine: MachineFacts | undefined): boolean {
  if (standing.holder === null || standing.holder === badge?.member) return false
  return machine?.takeover === 'never' || standing.running
}
