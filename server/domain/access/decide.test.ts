import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AWA, atelier, BELA, type Changes, NOBODY, T0 } from '../metering/testing.ts'
import type { DenialReason } from '../metering/types.ts'
import { BADGE_AGE_MS_MAX, type DecideInput, decide, type MachineStanding } from './decide.ts'

const FREE: MachineStanding = { holder: null, running: false, locked: false, confirm_needed: false }
type Given = Changes & { input?: Partial<DecideInput>; standing?: Partial<MachineStanding>; lock?: boolean }

function inputOf({ input, standing, lock, ...changes }: Given): DecideInput {
  const directory = atelier(changes)
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
  ['no-qualification', { awa: { qualifications: [] } }],
  ['outside-hours', { site: { opening: [{ days: [2], from: '08:00', to: '20:00' }] } }],
  ['machine-locked', { standing: { locked: true } }],
  ['machine-busy', { standing: { holder: 'bela', running: true } }],
  ['offline-not-listed', { input: { listed: false } }],
  ['start-not-confirmed', { standing: { confirm_needed: true } }],
]
const together = (all: Given[]): Given => ({
  site: Object.assign({}, ...all.map(given => given.site)),
  awa: Object.assign({}, ...all.map(given => given.awa)),
  awa_badge: Object.assign({}, ...all.map(given => given.awa_badge)),
  standing: Object.assign({}, ...all.map(given => given.standing)),
  input: Object.assign({}, ...all.map(given => given.input)),
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
