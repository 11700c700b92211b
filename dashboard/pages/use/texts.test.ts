import { expect, test } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { known } from '../../i18n/index.ts'
import { linesOf } from './lines.ts'
import { weekOf } from './month-use.ts'
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

test('the spreadsheet says the same hours, in decimals', () => {
  const machine = {
    ...{ id: 'm', name: '=Presse', running_ms: 5_400_000, sessions: 2, last_year_ms: null, open_ms: 10_800_000 },
    ...{ available_percent: 99.5, causes: [{ code: 'jam', faults: 1, down_ms: 3_600_000 }] },
  }
  const lines = linesOf({
    ...{ running_ms: 5_400_000, sessions: 2, last_year_ms: null, open_ms: 10_800_000, down_ms: 0 },
    ...{ machines: [machine], categories: [{ name: '', running_ms: 5_400_000, sessions: 2 }] },
    week: weekOf([{ key: '2-10', running_ms: 5_400_000 }]),
  })
  expect(lines[1]).toEqual(['=Presse', '1,50', 2, '50,00', '99,50', '', `${known('fault', 'jam', 'jam')} 1,00`])
  expect(lines).toContainEqual([10, '0,00', '1,50', '0,00', '0,00', '0,00', '0,00', '0,00'])
})
