import { describe, expect, it } from 'vitest'
import { INVOICING, ISSUER } from '#test/support/invoice-lab.ts'
import { continues, firstOf, numberOf, seriesOf } from './numbering.ts'

const issuer = (more: Partial<typeof INVOICING>) => ({ ...ISSUER, invoicing: { ...INVOICING, ...more } })

describe('numbers of a series (CGI ann. II art. 242 nonies A, I 7°)', () => {
  it('begin anew each year, or never', () => {
    expect(seriesOf(ISSUER, 'invoice', '2026-11-03')).toBe('FAB-2026')
    expect(seriesOf(ISSUER, 'invoice', '2027-01-01')).toBe('FAB-2027')
    expect(seriesOf(issuer({ numbering: 'continuous' }), 'invoice', '2027-01-01')).toBe('FAB')
  })
  it('keep credit notes apart where that was asked for', () => {
    expect(seriesOf(ISSUER, 'credit-note', '2026-11-03')).toBe('FAB-2026')
    expect(seriesOf(issuer({ credit_series: 'FAB-AV' }), 'credit-note', '2026-11-03')).toBe('FAB-AV-2026')
  })
  it('go on after the last one of the old books, in its series alone', () => {
    expect(firstOf(ISSUER, 'FAB-2026')).toBe(1)
    expect(firstOf(issuer({ last_number: 'FAB-2026-0041' }), 'FAB-2026')).toBe(42)
    expect(firstOf(issuer({ last_number: 'FAB-2026-0041' }), 'FAB-2027')).toBe(1)
  })
  it('are written with four digits, and more where they need it', () => {
    expect([numberOf('FAB-2026', 7), numberOf('FAB-2026', 12_345)]).toEqual(['FAB-2026-0007', 'FAB-2026-12345'])
  })
  it.each([
    ['FAB', 'yearly', 'FAB-2026-41', true],
    ['FAB', 'yearly', 'FAB-41', false],
    ['FAB', 'continuous', 'FAB-41', true],
    ['FAB', 'continuous', 'F-41', false],
  ] as const)('%s %s: %s continues it: %s', (prefix, numbering, number, yes) =>
    expect(continues(prefix, numbering, number)).toBe(yes),
  )
})
