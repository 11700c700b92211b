import { expect, it } from 'vitest'
import { TIMES } from '#test/vectors/times.ts'
import { detailOf } from './line-words.ts'

const share = { kind: 'share' as const, driver: 'energy_Wh' as const, via: null, unit: null, unit_cents: null }
const none = { free_ms: 0, prepaid_ms: 0 }

it.each([
  ['2026-04', 'Rectification d’avril 2026'],
  ['2026-08', 'Rectification d’août 2026'],
  ['2026-09', 'Rectification de septembre 2026'],
  ['2026-10', 'Rectification d’octobre 2026'],
])('a correction of %s is told as French says it, and keeps units and names', (adjusts, words) => {
  const line = { ...share, ...none, counted: -1_500, weight_total: null, adjusts }
  expect(detailOf(line)).toBe(`${words} : quote-part selon l’énergie : −1,5 kWh`)
  expect(detailOf({ ...line, via: 'Prise en main JUKI' })).toBe(
    `${words} : quote-part reportée par « Prise en main JUKI »`,
  )
})

it.each(TIMES)('$ms ms of use are told on a document as on the member’s own page', ({ ms, words }) => {
  const line = { ...share, ...none, driver: 'running_ms' as const, weight_total: null, adjusts: null }
  expect(detailOf({ ...line, counted: ms })).toBe(`Quote-part selon le temps de marche : ${words}`)
  const corrected = detailOf({ ...line, counted: -ms, adjusts: '2026-10' })
  expect(corrected).toBe(
    `Rectification d’octobre 2026 : quote-part selon le temps de marche : ${ms === 0 ? '' : '−'}${words}`,
  )
})
