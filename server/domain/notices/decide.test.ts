import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localClock } from '../time.ts'
import { CALM_MS, decideNotice, GAP_MS, type Input, isQuiet } from './decide.ts'
import { type Condition, NO_WISH, NOTHING_TOLD, type ReaderState, TOPICS, type Wish } from './types.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const PARIS = 'Europe/Paris'
/** 10:00 in Paris. */
const TEN_MS = Date.UTC(2026, 10, 23, 9)

const fault = (machine: string, more: Partial<Condition> = {}): Condition => ({
  ...{ key: `fault ${machine} thread`, what: { topic: 'fault', code: 'thread', words: null }, machine },
  ...{ machine_name: machine, kind: 'lockstitch', since_ms: TEN_MS, only: null, news: true },
  ...more,
})
const wishing = (more: Partial<Wish> = {}): Wish => ({
  ...NO_WISH,
  topics: { fault: 'now', care: 'now', card: 'now', silent: 'now' },
  ...more,
})

type Mail = { at_ms: number; began: string[]; over: string[] }

/** Looks every minute, as the watcher does; `stands` says what stands at each look. */
function day(
  wish: Wish | null,
  stands: (at_ms: number) => Condition[],
  { from_ms = TEN_MS, minutes = 60, more = {} }: { from_ms?: number; minutes?: number; more?: Partial<Input> } = {},
): Mail[] {
  let state: ReaderState = NOTHING_TOLD
  const mails: Mail[] = []
  for (let i = 0; i <= minutes; i++) {
    const now_ms = from_ms + i * MINUTE_MS
    const input = { wish, signature: 'malik', topics: TOPICS, conditions: stands(now_ms), now_ms, zone: PARIS, ...more }
    const decided = decideNotice(state, input)
    state = JSON.parse(JSON.stringify(decided.state)) as ReaderState
    if (decided.notice === null) continue
    const keys = (of: Condition[]) => of.map(({ key }) => key)
    mails.push({ at_ms: now_ms, began: keys(decided.notice.began), over: keys(decided.notice.over) })
  }
  return mails
}
const clocks = (mails: Mail[]): string[] => mails.map(({ at_ms }) => localClock(at_ms, PARIS))
const during = (from_ms: number, until_ms: number) => (at_ms: number) => at_ms >= from_ms && at_ms < until_ms

describe('told at once', () => {
  it('when it begins, and when it has stayed away for a while', () => {
    const stood = during(TEN_MS + MINUTE_MS, TEN_MS + 10 * MINUTE_MS)
    const mails = day(wishing(), at_ms => (stood(at_ms) ? [fault('juki-1')] : []))
    expect(mails.map(({ began, over }) => [began.length, over.length])).toEqual([
      [1, 0],
      [0, 1],
    ])
    expect(clocks(mails)).toEqual(['10:01', '10:24'])
  })

  it('once for a thread that snaps again and again', () => {
    const flapping = (at_ms: number) => Math.floor(at_ms / MINUTE_MS) % 5 === 0 && at_ms < TEN_MS + 40 * MINUTE_MS
    expect(day(wishing(), at_ms => (flapping(at_ms) ? [fault('juki-1')] : []))).toHaveLength(2)
  })

  it('one mail for all that stops in a power cut, whenever within minutes', () => {
    const machines = Array.from({ length: 30 }, (_, i) => fault(`m${i}`))
    const mails = day(wishing(), at_ms => machines.slice(0, 10 * (1 + Math.floor((at_ms - TEN_MS) / MINUTE_MS))), {
      minutes: 12,
    })
    expect(mails.map(({ began }) => began.length)).toEqual([10, 20])
    expect((mails[1]?.at_ms ?? 0) - (mails[0]?.at_ms ?? 0)).toBe(GAP_MS)
  })

  it('only of the machines and kinds that were chosen', () => {
    const all = [fault('juki-1'), fault('juki-2'), fault('presse', { kind: 'press' })]
    const began = (more: Partial<Wish>) => day(wishing(more), () => all, { minutes: 1 })[0]?.began
    expect(began({ machines: ['juki-2'] })).toEqual(['fault juki-2 thread'])
    expect(began({ kinds: ['press'] })).toEqual(['fault presse thread'])
    expect(began({ machines: ['juki-1'], kinds: ['press'] })).toHaveLength(2)
    expect(began({ machines: [] })).toBeUndefined()
  })

  it('nothing that the role may not see, and nothing that was not asked for', () => {
    const card = fault('juki-1', { key: 'card ab', what: { topic: 'card' } })
    expect(day(wishing(), () => [card], { more: { topics: ['fault'] } })).toEqual([])
    expect(day(null, () => [card, fault('juki-1')])).toEqual([])
  })

  it('who was given a fault, asked or not, and nobody else', () => {
    const given = fault('juki-1', {
      key: 'assigned 1',
      only: 'malik',
      what: { topic: 'assigned', code: 'thread', words: null },
    })
    const stood = during(TEN_MS, TEN_MS + 10 * MINUTE_MS)
    expect(day(null, at_ms => (stood(at_ms) ? [given] : []))).toMatchObject([{ began: ['assigned 1'], over: [] }])
    expect(day(wishing(), () => [given], { more: { signature: 'nina' } })).toEqual([])
  })

  it('no news of a silence that began while the atelier was shut, and no end of one that was not told', () => {
    const silent = fault('juki-1', { key: 'silent juki-1', what: { topic: 'silent' }, news: false })
    expect(day(wishing(), at_ms => (at_ms < TEN_MS + 20 * MINUTE_MS ? [silent] : []))).toEqual([])
    // told while open, it goes on through the night without being called over
    const shut_ms = TEN_MS + 5 * MINUTE_MS
    expect(day(wishing(), at_ms => [{ ...silent, news: at_ms < shut_ms }], { minutes: 300 })).toHaveLength(1)
  })
})

describe('quiet hours', () => {
  it.each([
    ['20:00', '07:30', '19:59', false],
    ['20:00', '07:30', '20:00', true],
    ['20:00', '07:30', '00:00', true],
    ['20:00', '07:30', '07:29', true],
    ['20:00', '07:30', '07:30', false],
    ['12:00', '14:00', '13:00', true],
    ['12:00', '14:00', '14:00', false],
    ['00:00', '00:00', '03:00', false],
  ])('from %s until %s at %s: %s', (from, until, clock, quiet) => {
    expect(isQuiet({ from, until }, clock)).toBe(quiet)
  })

  it('hold everything back until their end, and what is over by then is never told', () => {
    const evening_ms = TEN_MS + 9 * HOUR_MS // 19:00
    const night = [fault('a'), fault('b')]
    const over = fault('c')
    const stands = (at_ms: number) => [
      ...(at_ms >= evening_ms + 2 * HOUR_MS ? night : []),
      ...(during(evening_ms + 3 * HOUR_MS, evening_ms + 4 * HOUR_MS)(at_ms) ? [over] : []),
    ]
    const mails = day(wishing(), stands, { from_ms: evening_ms, minutes: 14 * 60 })
    expect(clocks(mails)).toEqual(['07:30'])
    expect(mails[0]?.began).toEqual(['fault a thread', 'fault b thread'])
  })

  it.each([
    ['an hour that comes twice', Date.UTC(2026, 9, 24, 20)],
    ['an hour that never comes', Date.UTC(2026, 2, 28, 20)],
  ])('end by the clock of the wall after a night with %s', (_what, from_ms) => {
    const mails = day(
      wishing({ quiet: { from: '22:00', until: '07:00' } }),
      at_ms => (at_ms > from_ms + 2 * HOUR_MS ? [fault('a')] : []),
      {
        from_ms,
        minutes: 14 * 60,
      },
    )
    expect(clocks(mails)).toEqual(['07:00'])
  })
})

describe('a digest', () => {
  const daily = wishing({ topics: { fault: 'digest', care: 'off', card: 'off', silent: 'off' }, digest_at: '17:00' })

  it('comes once a day, with what stands', () => {
    const mails = day(daily, () => [fault('a')], { minutes: 2 * 24 * 60 })
    expect(clocks(mails)).toEqual(['17:00'])
  })

  it('is tomorrow’s for who asks after its hour, and says nothing where there is nothing', () => {
    expect(day(daily, () => [fault('a')], { from_ms: TEN_MS + 9 * HOUR_MS, minutes: 4 * 60 })).toEqual([])
    expect(day(daily, () => [], { minutes: 24 * 60 })).toEqual([])
  })

  it('waits for the end of quiet hours', () => {
    const early = { ...daily, digest_at: '06:00' }
    const mails = day(early, () => [fault('a')], { from_ms: TEN_MS, minutes: 24 * 60 })
    expect(clocks(mails)).toEqual(['07:30'])
  })
})

describe('whatever stands when', () => {
  /** Minutes at which a condition turns on or off. */
  const turns = fc.array(fc.integer({ min: 1, max: 24 * 60 }), { maxLength: 200 })
  const standing = (of: readonly number[]) => (at_ms: number) =>
    of.filter(minute => TEN_MS + minute * MINUTE_MS <= at_ms).length % 2 === 1

  it('nobody is told the same twice without its end in between, nor in quiet hours, nor within five minutes', () => {
    fc.assert(
      fc.property(turns, turns, fc.boolean(), (a, b, sleeps) => {
        const wish = wishing({ quiet: sleeps ? NO_WISH.quiet : null })
        const [onA, onB] = [standing(a), standing(b)]
        const stands = (at_ms: number) => [...(onA(at_ms) ? [fault('a')] : []), ...(onB(at_ms) ? [fault('b')] : [])]
        const mails = day(wish, stands, { minutes: 26 * 60 })
        for (const key of ['fault a thread', 'fault b thread']) {
          const said = mails.flatMap(mail => [
            ...mail.over.filter(one => one === key).map(() => 'over'),
            ...mail.began.filter(one => one === key).map(() => 'began'),
          ])
          expect(said.every((word, i) => word === (i % 2 === 0 ? 'began' : 'over'))).toBe(true)
        }
        expect(mails.every(({ at_ms }, i) => i === 0 || at_ms - (mails[i - 1]?.at_ms ?? 0) >= GAP_MS)).toBe(true)
        if (sleeps) expect(clocks(mails).filter(clock => isQuiet(NO_WISH.quiet, clock))).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it('one thing never makes a storm: the longer it goes on, the rarer it is told', () => {
    const most = 2 * (1 + Math.ceil(Math.log2((8 * HOUR_MS) / CALM_MS)) + Math.ceil(24 / 8))
    fc.assert(
      fc.property(turns, minutes => {
        const on = standing(minutes)
        const mails = day(wishing({ quiet: null }), at_ms => (on(at_ms) ? [fault('a')] : []), { minutes: 24 * 60 })
        expect(mails.length).toBeLessThanOrEqual(most)
      }),
      { numRuns: 20 },
    )
  })
})
