import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Facts, powerUp, type RelayInput, type RelayState, stepRelay } from './relay.ts'

const facts = (more: Partial<Facts> = {}): Facts => ({
  boot: 7,
  up_ms: 60_000,
  link_loss_s: 28_800,
  settled: true,
  running: false,
  plausible: true,
  ...more,
})

/** Plays inputs, each with its facts; gives the last state and every movement of the contact. */
const play = (start: RelayState, ...steps: [RelayInput, Partial<Facts>?][]) => {
  let state = start
  const moves: { on: boolean; cause: string }[] = []
  for (const [input, more] of steps) {
    const step = stepRelay(state, input, facts(more))
    state = step.state
    if (step.moved) moves.push(step.moved)
  }
  return { state, moves }
}

const granted = (seq: number, boot = 7): RelayInput => ({
  kind: 'verdict',
  for: { boot, seq },
  verdict: 'granted',
  reason: null,
  relay: true,
  grant_acknowledged: true,
})
const ended = (over: { for?: { boot: number; seq: number } | null; acknowledged?: boolean } = {}): RelayInput => ({
  kind: 'verdict',
  for: over.for === undefined ? null : over.for,
  verdict: 'ended',
  reason: 'idle',
  relay: false,
  grant_acknowledged: over.acknowledged ?? true,
})
const asked: [RelayInput, Partial<Facts>?] = [{ kind: 'asked', seq: 5 }, { up_ms: 60_000 }]
const standing = (): RelayState => play(powerUp(false), asked, [granted(5)]).state
const tick: [RelayInput, Partial<Facts>?] = [{ kind: 'tick' }]
const command = (op: 'relay-off' | 'inhibit-next-start' | 'lockout' | 'release' | 'identify'): RelayInput => ({
  kind: 'command',
  op,
})

describe('contract §1 Safety: what closes the relay', () => {
  it('after power-up it is open, and stays open by itself', () => {
    expect(play(powerUp(false), tick, [{ kind: 'down' }])).toMatchObject({ state: { on: false }, moves: [] })
  })

  it('a granted answer to the badge just shown closes it', () => {
    expect(play(powerUp(false), asked, [granted(5)]).moves).toEqual([{ on: true, cause: 'badge' }])
  })

  it.each([
    ['10 s after the badge: still', 70_000, 1],
    ['later than 10 s after the badge: never', 70_001, 0],
  ])('%s', (_, up_ms, moves) => {
    expect(play(powerUp(false), asked, [granted(5), { up_ms }]).moves).toHaveLength(moves)
  })

  it.each<[string, RelayInput]>([
    ['an answer for another boot', granted(5, 6)],
    ['an answer to another badge', granted(4)],
    ['a standing right (`for: null`)', { ...granted(5), for: null } as RelayInput],
    ['a granted answer without relay', { ...granted(5), relay: false } as RelayInput],
    ['release', command('release')],
    ['identify', command('identify')],
  ])('%s does not', (_, input) => {
    expect(play(powerUp(false), asked, [input]).moves).toEqual([])
  })

  it.each<[string, RelayInput]>([
    ['fault', { kind: 'fault', code: 'jam', active: true }],
    ['emergency stop', { kind: 'fault', code: 'estop', active: true }],
  ])('after %s a start wants clearing, start-confirm and a fresh badge', (_, fault) => {
    const clear = { ...fault, active: false } as RelayInput
    const faulty = play(powerUp(false), [fault])
    expect(play(faulty.state, [{ kind: 'start-confirm' }], asked, [granted(5)]).moves).toEqual([])
    expect(play(faulty.state, [clear], asked, [granted(5)]).moves).toEqual([])
    expect(play(faulty.state, [clear], [command('release')], asked, [granted(5)]).moves).toEqual([])
    const confirmed = play(faulty.state, [clear], [{ kind: 'start-confirm' }])
    expect(confirmed.moves).toEqual([])
    expect(play(confirmed.state, asked, [granted(5)]).moves).toHaveLength(1)
  })

  it('after a boot that ended an open session a start wants start-confirm', () => {
    expect(play(powerUp(true), asked, [granted(5)]).moves).toEqual([])
    expect(play(powerUp(true), [{ kind: 'start-confirm' }], asked, [granted(5)]).moves).toHaveLength(1)
  })

  it('a lockout keeps it open until released', () => {
    const locked = play(powerUp(false), [command('lockout')])
    expect(play(locked.state, asked, [granted(5)]).moves).toEqual([])
    expect(play(locked.state, [command('release')], asked, [granted(5)]).moves).toHaveLength(1)
  })
})

describe('contract §1 Safety: what opens it, and when', () => {
  it.each<[string, RelayInput, string]>([
    ['an ended right', ended(), 'idle'],
    ['inhibit-next-start', command('inhibit-next-start'), 'command'],
    ['a lockout', command('lockout'), 'lockout'],
    ['a fault', { kind: 'fault', code: 'thread', active: true }, 'fault'],
    ['a badge-out decided alone', { kind: 'offline', seq: 6, verdict: 'ended' }, 'badge-out'],
  ])('%s never cuts a running cycle, and opens after the hold of idle', (_, input, cause) => {
    const busy = { running: true, settled: false }
    const during = play(standing(), [input, busy], [{ kind: 'tick' }, busy])
    expect(during.moves).toEqual([])
    const pausing = play(during.state, [{ kind: 'tick' }, { settled: false }])
    expect(pausing.moves).toEqual([])
    expect(play(pausing.state, tick).moves).toEqual([{ on: false, cause }])
  })

  it('relay-off opens at once unless running', () => {
    expect(play(standing(), [command('relay-off'), { settled: false }]).moves).toEqual([
      { on: false, cause: 'command' },
    ])
    expect(play(standing(), [command('relay-off'), { running: true, settled: false }]).moves).toEqual([])
  })

  it('a fallen clamp holds it as it is', () => {
    const fallen = { plausible: false, settled: false }
    expect(
      play(standing(), [command('relay-off'), fallen], [ended(), fallen], [{ kind: 'tick' }, fallen]).moves,
    ).toEqual([])
  })

  it('a lease that lapses inhibits the next start; any word from the server renews it', () => {
    const over = { up_ms: 60_000 + 28_800_001 }
    expect(play(standing(), [{ kind: 'tick' }, { ...over, settled: false }]).moves).toEqual([])
    expect(play(standing(), [{ kind: 'tick' }, over]).moves).toEqual([{ on: false, cause: 'link-loss' }])
    expect(play(standing(), [{ kind: 'down' }, { up_ms: 120_000 }], [{ kind: 'tick' }, over]).moves).toEqual([])
  })

  it('an end said before the server knew of the right does not touch it', () => {
    expect(play(standing(), [ended({ acknowledged: false })], tick).moves).toEqual([])
    expect(play(standing(), [ended({ for: { boot: 7, seq: 4 } })], tick).moves).toEqual([])
    expect(play(standing(), [ended({ for: { boot: 7, seq: 5 } })], tick).moves).toHaveLength(1)
  })
})

const input = fc.oneof(
  fc.constantFrom<RelayInput>({ kind: 'tick' }, { kind: 'down' }, { kind: 'start-confirm' }),
  fc.nat({ max: 3 }).map((seq): RelayInput => ({ kind: 'asked', seq })),
  fc.tuple(fc.nat({ max: 3 }), fc.constantFrom(6, 7)).map(([seq, boot]) => granted(seq, boot)),
  fc.boolean().map(acknowledged => ended({ acknowledged })),
  fc.boolean().map((active): RelayInput => ({ kind: 'fault', code: 'jam', active })),
  fc.constantFrom(command('relay-off'), command('lockout'), command('release'), command('inhibit-next-start')),
)

describe('whatever happens in whatever order', () => {
  it('the contact closes only on a granted answer, and never opens while the machine works', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(input, fc.boolean())), steps => {
        let state = powerUp(false)
        steps.forEach(([one, running], i) => {
          const step = stepRelay(state, one, facts({ up_ms: i * 700, running, settled: !running }))
          if (step.moved?.on) expect(one).toMatchObject({ kind: 'verdict', verdict: 'granted', for: { boot: 7 } })
          if (step.moved?.on === false) expect(running).toBe(false)
          expect(step.state.on).toBe(step.moved?.on ?? state.on)
          state = step.state
        })
      }),
    )
  })
})
