import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { StatementSheet } from '#server/domain/sharing/sheet.ts'
import { loadFonts } from '../fonts/fonts.ts'
import { renderStatement } from './statement.ts'

const fonts = loadFonts()
const SHEET: StatementSheet = {
  ...{ id: '2026-10/awa', period: '2026-10', site: 'Les Gouttes d’Or', name: 'Awa Diarra', as_of: '2026-11-03' },
  ...{ closed: { date: '2026-11-02', contest_until: '2026-11-17' }, payers: [], total_cents: 9_390, sessions: 27 },
  charged_sessions: 27,
  ...{ running_ms: 23_580_000, days: [{ date: '2026-10-05', running_ms: 23_580_000 }] },
  lines: [
    { label: 'Loyer', detail: 'Quote-part, à parts égales', sessions: 27, cents: 8_890, issuer: 'La Fabrique' },
    { label: 'Cahiers', detail: 'Quote-part, à parts égales', sessions: 0, cents: 500, issuer: 'La Fabrique' },
  ],
}
async function textOf(sheet: StatementSheet, url: string | null = null): Promise<string> {
  const pdf = await renderStatement(sheet, fonts, url)
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).replaceAll(
    /[\u00a0\u202f]/g,
    ' ',
  )
}

describe('a statement on paper', () => {
  it('says whose month it is, each line and the total, and that it is no invoice', async () => {
    const text = await textOf(SHEET)
    expect(text).toContain('Relevé d’octobre 2026')
    expect(text).toContain('Mois clos le 2 novembre 2026, contestable jusqu’au 17 novembre 2026')
    expect(text).toMatch(/Loyer +27 +88,90/)
    expect(text).toMatch(/Total hors taxes +93,90 €/)
    expect(text).toContain('Temps machine : 6 h 33')
    expect(text).toContain('Ce relevé n’est pas une facture')
  })
  it('says that nothing is fixed while the month is open, and who pays', async () => {
    const text = await textOf({ ...SHEET, period: '2026-11', closed: null, payers: ['Atelier Wax'] })
    expect(text).toContain('Relevé de novembre 2026')
    expect(text).toContain('Aperçu au 3 novembre 2026')
    expect(text).toContain('Pris en charge en tout ou partie par Atelier Wax')
  })
  it('goes on over as many pages as it needs, and is the same bytes again', async () => {
    const [line] = SHEET.lines
    const long = { ...SHEET, lines: Array.from({ length: 60 }, () => ({ ...(line as NonNullable<typeof line>) })) }
    expect(await textOf(long, 'https://a.example/me/proof/2026-10')).toContain('page 2/')
    const [one, other] = [await renderStatement(long, fonts, null), await renderStatement(long, fonts, null)]
    expect(Buffer.compare(one, other)).toBe(0)
  })
})
