import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { clock } from '../../i18n/format.ts'
import { momentOn, type Span, spanOfDay } from '../../time/zone.ts'
import { freeOf, type Hours, type Opening, openOn, without } from './hours.ts'

const timezone = 'Europe/Paris'
const WEEK: Opening[] = [
  { days: [1, 2, 3, 4, 5], from: '14:00', to: '19:00' },
  { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:30' },
]
const NIGHT: Opening[] = [{ days: [6], from: '20:00', to: '02:00' }]
const LATE: Opening[] = [{ days: [5], from: '18:00', to: '24:00' }]
const [FRIDAY, SATURDAY, SUNDAY, MONDAY] = ['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30']

const at = (day: string, time: string) => momentOn(day, time, timezone)
const span = (day: string, from: string, to: string): Span => ({ from_ms: at(day, from), to_ms: at(day, to) })
const said = (spans: Span[]) =>
  spans.map(({ from_ms, to_ms }) => `${clock(from_ms, 'en', timezone)}-${clock(to_ms, 'en', timezone)}`).join(' ')
const except = (kind: 'closed' | 'open', day: string, from: string, to: string) => ({
  ...{
    id: 'x',
    kind,
    why: '',
    from: new Date(at(day, from)).toISOString(),
    until: new Date(at(day, to)).toISOString(),
  },
})
const open = (opening: Hours['opening'], day: string, ...closures: Hours['closures']) =>
  said(openOn(day, { opening, closures, timezone }))

describe('a day is open', () => {
  it.each([
    ['in the hours of its weekday, the earlier first', WEEK, FRIDAY, '9:00-12:30 14:00-19:00'],
    ['not on another', WEEK, SATURDAY, ''],
    ['past midnight into the day after', NIGHT, SATURDAY, '20:00-0:00'],
    ['there until the night is over', NIGHT, SUNDAY, '0:00-2:00'],
    ['and no longer', NIGHT, MONDAY, ''],
    ['until the midnight that ends it', LATE, FRIDAY, '18:00-0:00'],
    ['never, where no hours are', [], FRIDAY, ''],
    ['always, where none were set', undefined, SUNDAY, '0:00-0:00'],
  ])('%s', (_what, opening, day, spans) => expect(open(opening, day)).toBe(spans))

  it('less what is closed, and with what is opened, which wins', () => {
    const shut = except('closed', FRIDAY, '10:00', '24:00')
    expect(open(WEEK, FRIDAY, shut)).toBe('9:00-10:00')
    expect(open(WEEK, FRIDAY, shut, except('open', FRIDAY, '15:00', '16:00'))).toBe('9:00-10:00 15:00-16:00')
    expect(open(WEEK, SATURDAY, except('open', SATURDAY, '10:00', '17:00'))).toBe('10:00-17:00')
  })

  it('for an hour more or less when the clocks change', () => {
    const hours = (day: string) => {
      const [only] = openOn(day, { opening: undefined, closures: [], timezone })
      return only === undefined ? 0 : (only.to_ms - only.from_ms) / 3_600_000
    }
    expect([hours('2026-03-29'), hours('2026-10-25')]).toEqual([23, 25])
  })
})

describe('free is', () => {
  const day = openOn(FRIDAY, { opening: WEEK, closures: [], timezone })
  it('what nobody took of what is open', () => {
    const taken = [span(FRIDAY, '08:00', '10:00'), span(FRIDAY, '12:20', '15:00'), span(FRIDAY, '18:00', '21:00')]
    expect(said(freeOf(day, taken, 0))).toBe('10:00-12:20 15:00-18:00')
  })
  it('neither what has passed nor a gap of minutes', () => {
    expect(said(freeOf(day, [span(FRIDAY, '14:10', '16:00')], at(FRIDAY, '11:00')))).toBe('11:00-12:30 16:00-19:00')
    expect(freeOf(day, [], at(FRIDAY, '19:00'))).toEqual([])
  })
})

test('what is taken away is nowhere left, and nothing else is lost', () => {
  const { from_ms } = spanOfDay(FRIDAY, timezone)
  const spans = fc.array(
    fc.tuple(fc.nat(40), fc.nat(9)).map(([from, long]) => ({ from_ms: from_ms + from, to_ms: from_ms + from + long })),
    { maxLength: 6 },
  )
  const covers = (all: Span[], at_ms: number) => all.some(one => one.from_ms <= at_ms && at_ms < one.to_ms)
  fc.assert(
    fc.property(spans, spans, (whole, taken) => {
      const left = without(whole, taken)
      for (let at_ms = from_ms; at_ms < from_ms + 50; at_ms++)
        expect(covers(left, at_ms)).toBe(covers(whole, at_ms) && !covers(taken, at_ms))
    }),
  )
})
