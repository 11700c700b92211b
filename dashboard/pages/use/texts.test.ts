import { expect, test } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { known } from '../../i18n/index.ts'
import { figureLines, machineLines, weekLines } from './lines.ts'
import { asFarAs, type MonthUse, monthsOf, weekOf } from './month-use.ts'
import { en, fr } from './texts.ts'

setAsFrench(fr)
sameInBoth(fr, en)

test('a week runs from the first to the last busy hour, holes included', () => {
  const week = weekOf([
    { key: '1-09', running_ms: 3_600_000 },
    { key: '7-12', running_ms: 1_800_000 },
  ])
  expect(week.hours).toEqual([9, 10, 11, 12])
  expect(week.most_ms).toBe(3_600_000)
  expect(week.running_ms[6]?.[12]).toBe(1_800_000)
  expect(weekOf([]).hours).toEqual([])
})

const used = { running_ms: 5_400_000, held_ms: 7_200_000, sessions: 2 }
const row = (key: string, hours: number) => ({
  ...{ key, name: key, running_ms: hours * 3_600_000, worked_ms: 0, session_ms: hours * 3_600_000, energy_Wh: 0 },
  sessions: 1,
})

test('each month stands beside the one a year before, from the first that is known of', () => {
  const pairs = monthsOf('2026-10', [row('2025-09', 3), row('2025-10', 2), row('2026-10', 4)])
  expect(pairs.map(({ month, now, before }) => [month, now?.held_ms, before?.held_ms])).toEqual([
    ['2026-09', undefined, 3 * 3_600_000],
    ['2026-10', 4 * 3_600_000, 2 * 3_600_000],
  ])
  expect(monthsOf('2026-10', [])).toEqual([])
})

test('the spreadsheet says the same hours, in decimals', () => {
  const machine = {
    ...{ id: 'm', name: '=Presse', ...used, last_year: null, hours_ms: 10_800_000 },
    ...{ held_in_ms: 5_400_000, available_percent: 99.5, causes: [{ code: 'jam', faults: 1, down_ms: 3_600_000 }] },
  }
  const use: MonthUse = {
    whole: { ...used, last_year: { ...used, running_ms: 3_600_000 } },
    so_far: false,
    hours: { against: 'held', always_open: true, all_ms: 14_400_000, held_ms: 7_200_000, down_ms: 3_600_000 },
    machines: [machine],
    categories: [{ name: '', ...used, last_year: null }],
    causes: [],
    week: weekOf([{ key: '2-10', running_ms: 5_400_000 }]),
    months: [],
  }
  const jam = `${known('fault', 'jam', 'jam')} 1,00`
  expect(machineLines(use)[1]).toEqual(['=Presse', '1,50', '2,00', 2, '50,00', '99,50', '', jam])
  expect(weekLines(use)).toContainEqual([10, '0,00', '1,50', '0,00', '0,00', '0,00', '0,00', '0,00'])
  expect(figureLines(use).map(([, value]) => value)).toEqual(['1,50', '1,00', 2, '2,00', '4,00', '50,00', '75,00'])
})

test('a month that goes on is held against as much of the one a year before, which may be shorter', () => {
  const day_ms = 86_400_000
  expect(asFarAs(10 * day_ms, { from_ms: 0, to_ms: 28 * day_ms })).toEqual({ from_ms: 0, to_ms: 10 * day_ms })
  expect(asFarAs(29 * day_ms, { from_ms: 0, to_ms: 28 * day_ms })).toEqual({ from_ms: 0, to_ms: 28 * day_ms })
})
