import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DenialReason as DenialReasonSchema } from '#server/contract/uplink.ts'
import { AWA, atelier, BELA, type Changes, NOBODY, T0 } from '../metering/testing.ts'
import type { DenialReason } from '../metering/types.ts'
import type { ClosureFacts, EventFacts, ReservationFacts, SpendingFacts } from '../who/facts.ts'
import { BADGE_AGE_MS_MAX, type DecideInput, decide, type MachineStanding } from './decide.ts'

const FREE: MachineStanding = { holder: null, running: false, locked: false, confirm_needed: false }
type Given = Changes & {
  input?: Partial<DecideInput>
  standing?: Partial<MachineStanding>
  lock?: boolean
  reservation?: Partial<ReservationFacts>
  event?: Partial<EventFacts>
  closure?: Partial<ClosureFacts>
  spent?: Partial<SpendingFacts>
  organisation_limit_cents?: number
}
const HOUR_MS = 3_600_000
const RESERVED: ReservationFacts = {
  ...{ id: 'r1', machine: 'juki-1', member: 'bela', made_by: 'bela' },
  ...{ from_ms: T0 - 60_000, until_ms: T0 + HOUR_MS },
}
const EVENT: EventFacts = {
  ...{ id: 'e1', kind: 'training', name: 'Piqueuse', machines: ['juki-1'], from_ms: T0, until_ms: T0 + HOUR_MS },
  ...{ leader: 'bela', members: [], guests: 0, minors: false, qualification: 'lockstitch' },
  ...{ organisation: null, pool: null, funder: null, subsidy_cents: 0 },
}
const CLOSED: ClosureFacts = { id: 'c1', kind: 'closed', from_ms: T0, until_ms: T0 + HOUR_MS, why: 'inventaire' }
const SPENT: SpendingFacts = { id: 'member:awa', period: '2026-10', cents: 5_000 }

function inputOf({ input, standing, lock, ...given }: Given): DecideInput {
  const { reservation, event, closure, spent, organisation_limit_cents, ...changes } = given
  const directory = atelier(changes)
  if (reservation) directory.reservations.set('r1', { ...RESERVED, ...reservation })
  if (event) directory.events.set('e1', { ...EVENT, ...event })
  if (closure) directory.closures.set('c1', { ...CLOSED, ...closure })
  if (spent) directory.spending.set(spent.id ?? SPENT.id, { ...SPENT, ...spent })
  if (organisation_limit_cents !== undefined)
    directory.organisations.set('coop', {
      ...{ id: 'coop', name: 'Coop', legal_form: null, vat: null, limit_cents_per_month: organisation_limit_cents },
    })
  if (lock) directory.locks.set('juki-1', { machine: 'juki-1', by: 'boss', why: 'belt', since_at_ms: T0 })
  return {
    directory,
    machine: 'juki-1',
    badge: AWA,
    at_ms: T0,
    age_ms: 0,
    standing: { ...FREE, ...standing },
    listed: true,
    ...input,
  }
}
const verdictOf = (given: Given): DenialReason | 'granted' => {
  const decision = decide(inputOf(given))
  return decision.verdict === 'granted' ? 'granted' : decision.reason
}

/** One way to earn each denial, in the contract's order (§1, Down). All of them may hold at once. */
const BARRIERS: [DenialReason, Given][] = [
  ['too-late', { input: { age_ms: BADGE_AGE_MS_MAX + 1 } }],
  ['unknown-badge', { input: { badge: NOBODY } }],
  ['badge-blocked', { awa_badge: { blocked: true } }],
  ['pass-expired', { awa_badge: { valid_until_ms: T0 } }],
  ['member-suspended', { awa: { suspended: true } }],
  ['charter-unsigned', { awa: { charter_signed: null } }],
  ['spending-limit', { awa: { limit_cents_per_month: 5_000 }, spent: { cents: 5_000 } }],
  ['no-qualification', { awa: { qualifications: [] } }],
  ['outside-hours', { site: { opening: [{ days: [2], from: '08:00', to: '20:00' }] } }],
  ['machine-locked', { standing: { locked: true } }],
  ['reserved', { reservation: {} }],
  ['machine-busy', { standing: { holder: 'carla', running: true } }],
  ['offline-not-listed', { input: { listed: false } }],
  ['start-not-confirmed', { standing: { confirm_needed: true } }],
]
const together = (all: Given[]): Given => ({
  site: Object.assign({}, ...all.map(given => given.site)),
  awa: Object.assign({}, ...all.map(given => given.awa)),
  awa_badge: Object.assign({}, ...all.map(given => given.awa_badge)),
  standing: Object.assign({}, ...all.map(given => given.standing)),
  input: Object.assign({}, ...all.map(given => given.input)),
  ...Object.assign({}, ...all.map(({ reservation }) => reservation && { reservation })),
  ...Object.assign({}, ...all.map(({ spent }) => spent && { spent })),
})

describe('decide', () => {
  it('grants a member in good standing', () => {
    expect(verdictOf({})).toBe('granted')
  })

  it.each(BARRIERS)('%s', (reason, given) => {
    expect(verdictOf(given)).toBe(reason)
  })

  it('gives the first that applies of any set of barriers', () => {
    fc.assert(
      fc.property(fc.subarray(BARRIERS, { minLength: 1 }), barriers => {
        expect(verdictOf(together(barriers.map(([, given]) => given)))).toBe(barriers[0]?.[0])
      }),
    )
  })

  it.each<[string, Given, DenialReason | 'granted']>([
    ['an age of exactly 10 s is still a request', { input: { age_ms: BADGE_AGE_MS_MAX } }, 'granted'],
    ['a pass that begins now', { awa_badge: { valid_from_ms: T0 } }, 'granted'],
    ['a pass that begins later', { awa_badge: { valid_from_ms: T0 + 1 } }, 'pass-expired'],
    ['the day of joining', { awa: { joined: '2026-10-05' } }, 'granted'],
    ['the day before joining', { awa: { joined: '2026-10-06' } }, 'member-suspended'],
    ['the last day of membership', { awa: { left: '2026-10-05' } }, 'granted'],
    ['the day after leaving', { awa: { left: '2026-10-04' } }, 'member-suspended'],
    ['a charter signed today', { awa: { charter_signed: '2026-10-05' } }, 'granted'],
    [
      'a machine that asks for no qualification',
      { machine: { qualification: null }, awa: { qualifications: [] } },
      'granted',
    ],
    ['a lock in the directory', { lock: true }, 'machine-locked'],
    ['a machine nobody knows', { input: { machine: 'ghost' } }, 'machine-locked'],
    ['one’s own ended right, cycle still running', { standing: { holder: 'awa', running: true } }, 'granted'],
    ['another’s idle machine', { standing: { holder: 'bela' } }, 'granted'],
    [
      'another’s idle machine, takeover never',
      { machine: { takeover: 'never' }, standing: { holder: 'bela' } },
      'machine-busy',
    ],
    ['another member, free machine', { input: { badge: BELA } }, 'granted'],
  ])('%s', (_, given, verdict) => {
    expect(verdictOf(given)).toBe(verdict)
  })
})

const causeOf = (given: Given): string | null => {
  const decision = decide(inputOf(given))
  return decision.verdict === 'granted' ? 'granted' : `${decision.reason}: ${decision.cause}`
}
const MINUTE_MS = 60_000
const training = { qualifications: [] as string[] }

/** 2026-10-05 is a Monday, T0 is 10:00 in Paris. */
it.each<[string, Given, string]>([
  [
    'a candidate',
    { awa: { states: [{ from: '2026-09-01', state: 'candidate' }], charter_signed: null } },
    'member-suspended: candidate',
  ],
  [
    'a candidate who signed',
    { awa: { states: [{ from: '2026-09-01', state: 'candidate' }] } },
    'member-suspended: charter-signed',
  ],
  [
    'admitted today',
    {
      awa: {
        states: [
          { from: '2026-09-01', state: 'candidate' },
          { from: '2026-10-05', state: 'active' },
        ],
      },
    },
    'granted',
  ],
  [
    'suspended from tomorrow',
    {
      awa: {
        states: [
          { from: '2025-01-01', state: 'active' },
          { from: '2026-10-06', state: 'suspended' },
        ],
      },
    },
    'granted',
  ],
  ['suspended today', { awa: { states: [{ from: '2026-10-05', state: 'suspended' }] } }, 'member-suspended: suspended'],
  ['left', { awa: { states: [{ from: '2026-10-01', state: 'left' }] } }, 'member-suspended: left'],
  [
    'before their first state',
    { awa: { states: [{ from: '2026-11-01', state: 'active' }] } },
    'member-suspended: charter-signed',
  ],
  [
    'a pass for the afternoon',
    { awa_badge: { hours: [{ days: [1], from: '14:00', to: '18:00' }] } },
    'pass-expired: hours',
  ],
  ['a pass for the morning', { awa_badge: { hours: [{ days: [1], from: '09:00', to: '12:00' }] } }, 'granted'],
  ['a pass from tomorrow', { awa_badge: { valid_from_ms: T0 + 24 * HOUR_MS } }, 'pass-expired: not-yet'],
  [
    'a qualification that ended today',
    {
      awa: { grants: [{ qualification: 'lockstitch', trainer: 'bela', granted: '2025-10-05', expires: '2026-10-05' }] },
    },
    'no-qualification: expired',
  ],
  [
    'one that ends tomorrow',
    {
      awa: { grants: [{ qualification: 'lockstitch', trainer: 'bela', granted: '2025-10-05', expires: '2026-10-06' }] },
    },
    'granted',
  ],
  [
    'one that begins tomorrow',
    { awa: { grants: [{ qualification: 'lockstitch', trainer: null, granted: '2026-10-06', expires: null }] } },
    'no-qualification: missing',
  ],
  ['a minor at moving parts', { awa: { minor: true }, machine: { moving_parts: true } }, 'no-qualification: minor'],
  ['a minor elsewhere', { awa: { minor: true } }, 'granted'],
  ['an adult at moving parts', { machine: { moving_parts: true } }, 'granted'],
  [
    'a group with minors at moving parts',
    { machine: { moving_parts: true }, event: { leader: 'awa', kind: 'group', minors: true } },
    'no-qualification: minor',
  ],
  ['spent 1 cent less than the limit', { awa: { limit_cents_per_month: 5_001 }, spent: {} }, 'granted'],
  ['spent more', { awa: { limit_cents_per_month: 4_999 }, spent: {} }, 'spending-limit: null'],
  ['spent it last month', { awa: { limit_cents_per_month: 100 }, spent: { period: '2026-09' } }, 'granted'],
  ['a limit of nothing', { awa: { limit_cents_per_month: 0 } }, 'spending-limit: null'],
  [
    'the organisation’s limit',
    { awa: { organisation: 'coop' }, organisation_limit_cents: 900, spent: { id: 'organisation:coop', cents: 900 } },
    'spending-limit: null',
  ],
  [
    'another payer’s limit',
    {
      awa: { organisation: 'coop', payers: [{ from: '2026-10-01', organisation: null }] },
      organisation_limit_cents: 900,
      spent: { id: 'organisation:coop', cents: 900 },
    },
    'granted',
  ],
  ['a closure', { closure: {} }, 'outside-hours: closure'],
  ['a closure that ends now', { closure: { from_ms: T0 - HOUR_MS, until_ms: T0 } }, 'granted'],
  [
    'an exceptional opening',
    { site: { opening: [{ days: [7], from: '08:00', to: '20:00' }] }, closure: { kind: 'open' } },
    'granted',
  ],
  ['a lockout by a person', { lock: true }, 'machine-locked: lockout'],
  ['care that is due', { standing: { care_due: true } }, 'machine-locked: care'],
  ['one’s own reservation', { reservation: { member: 'awa' } }, 'granted'],
  ['somebody else’s, in five minutes', { reservation: { from_ms: T0 + 5 * MINUTE_MS } }, 'granted'],
  ['somebody else’s, within the grace', { reservation: { from_ms: T0 - 15 * MINUTE_MS + 1 } }, 'reserved: reservation'],
  ['a no-show', { reservation: { from_ms: T0 - 15 * MINUTE_MS } }, 'granted'],
  [
    'a grace of two minutes',
    { site: { reservation_grace_s: 120 }, reservation: { from_ms: T0 - 2 * MINUTE_MS } },
    'granted',
  ],
  [
    'who booked came',
    { reservation: { from_ms: T0 - 30 * MINUTE_MS }, standing: { claimed: 'r1' } },
    'reserved: reservation',
  ],
  [
    'who booked sits there',
    { reservation: { from_ms: T0 - 30 * MINUTE_MS }, standing: { holder: 'bela' } },
    'reserved: reservation',
  ],
  ['a reservation that ends now', { reservation: { until_ms: T0 } }, 'granted'],
  ['a training', { event: {} }, 'reserved: event'],
  ['one’s own training, not qualified yet', { awa: training, event: { members: ['awa'] } }, 'granted'],
  [
    'a training of something else',
    { awa: training, event: { members: ['awa'], qualification: 'cutter' } },
    'no-qualification: missing',
  ],
  ['a training on another machine', { event: { machines: ['presse'] } }, 'granted'],
])('%s', (_, given, cause) => {
  expect(causeOf(given)).toBe(cause)
})

it('can reach every denial of the contract but clone-suspected', () => {
  const reached = new Set(BARRIERS.map(([reason]) => reason))
  expect(DenialReasonSchema.options.filter(reason => !reached.has(reason))).toEqual(['clone-suspected'])
})
