import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FoldEntry, fold, initialState, judge, openSession, type StationState } from './station.ts'
import { AWA, AWA_SPARE, atelier, BELA, type Body, HELLO, NOBODY, sampleOf, T0 } from './testing.ts'
import type { Effect, Session, StationMessage } from './types.ts'

/** One step of a station's life: how long after the last, and what it says. Registers follow from what it worked. */
type Step = { after_ms: number; body: Body; worked_ratio: number; lost: boolean; reboot: boolean }

const anyBadge = fc.constantFrom(AWA, AWA_SPARE, BELA, NOBODY)
const anyOffline = fc.constantFrom('granted' as const, 'granted' as const, 'denied' as const, 'ended' as const)
/** Offline badges only: a request that waits too long is no request, so its answer does depend on timing. */
const anyBody: fc.Arbitrary<Body> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 1_400 }).map(current_mA => sampleOf(current_mA)) },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('badge' as const),
      badge: anyBadge,
      offline: anyOffline.map(verdict => ({ verdict, reason: null })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('fault' as const),
      code: fc.constantFrom('jam', 'estop', 'sensor', 'reported'),
      active: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('button' as const),
      action: fc.constantFrom('start-confirm' as const, 'end' as const, 'report-fault' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('relay' as const), on: fc.boolean(), cause: fc.constant('x') }),
  },
)
const anyStep: fc.Arbitrary<Step> = fc.record({
  after_ms: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) },
  ),
  body: anyBody,
  worked_ratio: fc.double({ min: 0, max: 1, noNaN: true }),
  lost: fc.integer({ min: 0, max: 19 }).map(n => n === 0),
  reboot: fc.integer({ min: 0, max: 29 }).map(n => n === 0),
})
/** Long enough that sessions open and end; fast-check's default arrays hold a handful. */
const anySteps = fc.array(anyStep, { minLength: 1, maxLength: 60, size: 'max' })
const anyLife = fc.record({ steps: anySteps, registers: fc.boolean() })
const anyDirectory = fc
  .record({
    machine: fc.record({
      sensor: fc.constantFrom('current' as const, 'current' as const, 'none' as const),
      takeover: fc.constantFrom('never' as const, 'when-idle' as const),
    }),
    profile: fc.record({
      hold_ms: fc.constantFrom(0, 3_000, 60_000),
      min_on_ms: fc.constantFrom(0, 2_000),
      idle_timeout_s: fc.constantFrom(null, 5, 900),
      max_duration_s: fc.constantFrom(null, 20),
    }),
  })
  .map(atelier)

/** The messages of a life, in order, as a correct station would number them. */
function messagesOf({ steps, registers }: { steps: Step[]; registers: boolean }): StationMessage[] {
  let boot = 1
  let seq = 0
  let up_ms = 0
  let at_ms = T0
  let worked_ms = 0
  const envelope = () => ({ boot, seq: seq++, up_ms, at_ms })
  const messages: StationMessage[] = [{ ...HELLO, ...envelope() } as StationMessage]
  for (const { after_ms, body, worked_ratio, lost, reboot } of steps) {
    at_ms += after_ms
    if (reboot) {
      boot += 1
      seq = 0
      up_ms = 0
      worked_ms = 0
      messages.push({ ...HELLO, ...envelope() } as StationMessage)
      continue
    }
    up_ms += after_ms
    worked_ms += Math.floor(after_ms * worked_ratio)
    if (lost) seq += 2
    const register = registers && body.type === 'sample' ? { running_ms: worked_ms } : {}
    messages.push({ ...body, ...register, ...envelope() } as StationMessage)
  }
  return messages
}

type Receipt = { received_at_ms: number; batch_last_up_ms?: number }
const live = (message: StationMessage): Receipt => ({ received_at_ms: message.at_ms ?? T0 })

function run(
  messages: StationMessage[],
  directory = atelier(),
  receipt: (message: StationMessage, index: number) => Receipt = live,
  between: (state: StationState) => StationState = state => state,
): { state: StationState; effects: Effect[] } {
  let state = initialState('s1', 'juki-1')
  const effects: Effect[] = []
  messages.forEach((message, index) => {
    if (judge(state, 1, message).kind !== 'fold') return
    const entry: FoldEntry = { kind: 'message', epoch: 1, message, ...receipt(message, index) }
    const folded = fold(state, entry, { directory })
    state = between(folded.state)
    effects.push(...folded.effects)
  })
  return { state, effects }
}

const sessionsIn = (effects: Effect[]): Session[] =>
  effects.flatMap(effect => (effect.kind === 'session-ended' ? [effect.session] : []))

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const member of Object.values(value)) frozen(member)
  }
  return value
}

describe('whatever a station says', () => {
  it('Σ running + idle + silent + fault = session_ms = end − start, and nothing is negative', () => {
    fc.assert(
      fc.property(anyLife, anyDirectory, (life, directory) => {
        const { state, effects } = run(messagesOf(life), directory)
        const open = openSession(state)
        for (const session of [...sessionsIn(effects), ...(open === null ? [] : [open])]) {
          const { running_ms, worked_ms, idle_ms, silent_ms, fault_ms, session_ms } = session
          const parts_ms = [running_ms, idle_ms, silent_ms, fault_ms]
          expect(Math.min(...parts_ms, session.energy_Wh)).toBeGreaterThanOrEqual(0)
          expect(parts_ms.every(Number.isSafeInteger)).toBe(true)
          expect(parts_ms.reduce((a, b) => a + b)).toBe(session_ms)
          expect(worked_ms).toBeGreaterThanOrEqual(running_ms)
          expect(worked_ms).toBeLessThanOrEqual(session_ms)
          if (session.end_at_ms !== null) expect(session.end_at_ms - session.start_at_ms).toBe(session_ms)
        }
      }),
    )
  })

  it('sessions and unattributed work claim what the registers say and not a millisecond more', () => {
    // As the contract asks: a sample immediately before everything that is not one
    const anchored = (steps: Step[]): Step[] =>
      steps.flatMap(step =>
        step.body.type === 'sample'
          ? [step]
          : [
              { ...step, body: sampleOf(500) },
              { ...step, after_ms: 0, lost: false },
            ],
      )
    fc.assert(
      fc.property(anySteps, anyDirectory, (steps, directory) => {
        const messages = messagesOf({
          steps: anchored(steps.map(step => ({ ...step, reboot: false }))),
          registers: true,
        })
        const { state, effects } = run(messages, directory)
        fc.pre(sessionsIn(effects).every(session => session.grade !== 'elapsed'))
        fc.pre(openSession(state)?.grade !== 'elapsed')
        const register_ms = messages.reduce((most, m) => (m.type === 'sample' ? (m.running_ms ?? most) : most), 0)
        const stray_ms = effects.reduce((sum, e) => (e.kind === 'unattributed' ? sum + e.running_ms : sum), 0)
        const sessions_ms = sessionsIn(effects).reduce((sum, session) => sum + session.running_ms, stray_ms)
        expect(sessions_ms + (openSession(state)?.running_ms ?? 0)).toBeLessThanOrEqual(register_ms)
      }),
    )
  })

  it('sessions start where the one before has ended, or later', () => {
    fc.assert(
      fc.property(anyLife, anyDirectory, (life, directory) => {
        let open: string | null = null
        for (const effect of run(messagesOf(life), directory).effects) {
          if (effect.kind === 'session-started') {
            expect(open).toBeNull()
            open = effect.session.id
          }
          if (effect.kind === 'session-ended') {
            expect(effect.session.id).toBe(open)
            open = null
          }
        }
      }),
    )
  })
})

describe('the same messages give the same sessions', () => {
  it('in any batches and any timing, with believed clocks', () => {
    const anyDelays = fc.array(fc.integer({ min: 0, max: 40 * 86_400_000 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(
        anyLife,
        anyDirectory,
        anyDelays,
        fc.integer({ min: 1, max: 100 }),
        (life, directory, delays, size) => {
          const messages = messagesOf(life)
          const batched = run(messages, directory, (message, index) => {
            const batch = messages.slice(Math.floor(index / size) * size, (Math.floor(index / size) + 1) * size)
            const boot = batch.filter(other => other.boot === message.boot)
            const newest_at_ms = Math.max(...batch.map(other => other.at_ms ?? T0))
            return {
              received_at_ms: newest_at_ms + (delays[Math.floor(index / size) % delays.length] ?? 0),
              batch_last_up_ms: boot.at(-1)?.up_ms ?? message.up_ms,
            }
          })
          const alone = run(messages, directory)
          expect(sessionsIn(batched.effects)).toEqual(sessionsIn(alone.effects))
          expect(openSession(batched.state)).toEqual(openSession(alone.state))
        },
      ),
    )
  })

  it('with duplicates, which change nothing', () => {
    fc.assert(
      fc.property(anyLife, fc.infiniteStream(fc.nat()), (life, picks) => {
        const messages = messagesOf(life)
        const repeated = messages.flatMap((message, index) => {
          const earlier = messages[(picks.next().value ?? 0) % (index + 1)]
          return earlier === undefined ? [message] : [message, earlier]
        })
        expect(run(repeated)).toEqual(run(messages))
      }),
    )
  })

  it('whether or not the state was written and read back between any two of them', () => {
    fc.assert(
      fc.property(anyLife, anyDirectory, (life, directory) => {
        const messages = messagesOf(life)
        const restarted = run(messages, directory, live, state => JSON.parse(JSON.stringify(state)) as StationState)
        expect(restarted).toStrictEqual(run(messages, directory))
      }),
    )
  })

  it('and the fold changes nothing it was given', () => {
    fc.assert(
      fc.property(anyLife, anyDirectory, (life, directory) => {
        const messages = messagesOf(life)
        expect(run(frozen(messages), directory, live, frozen)).toEqual(run(messages, directory))
      }),
    )
  })
})
