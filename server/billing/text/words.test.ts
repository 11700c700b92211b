import { describe, expect, it } from 'vitest'
import { TIMES } from '#test/vectors/times.ts'
import { duration, euros, figures, percent, quantity, unitPrice } from './amounts.ts'
import { day, period } from './dates.ts'

describe('amounts as a French reader writes them', () => {
  it.each([
    [0, '0,00\u00a0€'],
    [5, '0,05\u00a0€'],
    [152_417, '1\u202f524,17\u00a0€'],
    [-420, '\u22124,20\u00a0€'],
    [123_456_789_00, '123\u202f456\u202f789,00\u00a0€'],
  ])('%i cents', (cents, text) => expect(euros(cents)).toBe(text))
  it('drops what says nothing, keeps what does', () => {
    expect(figures(100_000)).toBe('1\u202f000,00')
    expect(quantity(10_000)).toBe('1')
    expect(quantity(123_456)).toBe('12,3456')
    expect(unitPrice(240_000)).toBe('2,40')
    expect(unitPrice(240_123)).toBe('2,40123')
    expect(percent(2_000)).toBe('20\u00a0%')
    expect(percent(550)).toBe('5,5\u00a0%')
  })
  it.each(TIMES)('tells $ms ms as screens do', ({ ms, figures: told }) => {
    expect(duration(ms)).toBe(told.replaceAll(' ', '\u00a0'))
  })
})

describe('dates', () => {
  it('says the first of a month as one does', () => expect(day('2026-11-01')).toBe('1er\u00a0novembre\u00a02026'))
  it('and the others plainly', () => expect(day('2026-08-15')).toBe('15\u00a0août\u00a02026'))
  it('names months and years', () => {
    expect(period('2026-02')).toBe('février\u00a02026')
    expect(period('2026')).toBe('2026')
  })
})
