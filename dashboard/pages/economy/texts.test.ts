import { expect, test } from 'vitest'
import type { FundersView } from '#server/contract/money.ts'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { cell, spreadsheet } from '../../ui/spreadsheet.ts'
import { balanceLines, linesOf } from './csv.ts'
import { centsOf } from './head.tsx'
import { en, fr } from './texts.ts'

setAsFrench(fr)
sameInBoth(fr, en)

test.each([
  ['12,50', 1_250],
  ['1 240,00 €', 124_000],
  ['1\u202f240', 124_000],
  ['-3.5', -350],
  ['0', 0],
  ['12,505', null],
  ['douze', null],
  ['', null],
])('reads %s as %s cents', (text, cents) => expect(centsOf(text)).toBe(cents))

test.each([
  ['=cmd()', "'=cmd()"],
  ['+33', "'+33"],
  ['-12,50', '-12,50'],
  [-3, '-3'],
  ['a;b', '"a;b"'],
  ['dit "non"', '"dit ""non"""'],
])('writes the cell %s as %s', (value, text) => expect(cell(value)).toBe(text))

const money = { gross_cents: 368_000, subsidy_cents: 80_000, earned_cents: 123_456 }
const report: FundersView = {
  ...{ from: '2026-10', to: '2026-10', lived: null, site: 'Atelier', members: 12, beneficiaries: 9, starters: 2 },
  ...{ organisations: 1, sessions: 40, running_ms: 5_400_000, session_ms: 7_200_000, self_financing_percent: 33.5 },
  ...money,
  kinds: [{ kind: 'piqueuse', machines: 3, running_ms: 5_400_000, sessions: 40 }],
  categories: [],
  months: [{ period: '2026-10', running_ms: 5_400_000, beneficiaries: 9, ...money }],
  pools: [{ issuer: 'fab', name: '=Loyer', gross_cents: 368_000, subsidy_cents: 80_000 }],
}

test('a report opens in a French spreadsheet', () => {
  const text = spreadsheet(linesOf(report))
  expect(text.startsWith('\ufeffAtelier;2026-10;2026-10\r\n')).toBe(true)
  expect(text).toContain(fr['funders.lived-none'])
  expect(text).toContain('piqueuse;3;1,50;40')
  expect(text).toContain("'=Loyer;3680,00;800,00")
})

test('a report says which months were lived, and what the others do to its figures', () => {
  const lived = { from: '2026-09', to: '2026-10' }
  const told = (from: string, to: string) => linesOf({ ...report, from, to, lived }).slice(1, 4)
  const months = [fr['funders.lived-months'], '2026-09', '2026-10']
  expect(told('2026-09', '2026-10').slice(0, 2)).toEqual([months, []])
  expect(told('2026-01', '2026-11')).toEqual([
    months,
    [expect.stringMatching(/^Avant 2026-09, rien n’a été mesuré/)],
    [expect.stringMatching(/2026-11 compte ses charges en entier/)],
  ])
})

test('a month against its costs is a line for each issuer, with what nobody pays', () => {
  const issuer = {
    ...{ issuer: 'fab', name: 'La Fabrique', billing: 'share' as const, gross_cents: 368_000, subsidy_cents: 80_000 },
    ...{ break_even_cents: 288_000, earned_cents: 123_456, self_financing_percent: 33.5, target_percent: null },
    ...{ target_cents: 288_000, missing_cents: 164_544, charged_running_ms: 5_400_000 },
    ...{ needed_cents_per_hour: 192_000, needed_factor_thousandths: null },
  }
  const [head, line] = balanceLines({ period: '2026-10', trial: false, elapsed: 1, issuers: [issuer] })
  const amounts = ['3680,00', '800,00', '1234,56', '1645,44']
  expect(line).toEqual(['La Fabrique', ...amounts, '33,50', '', '1,50', '1920,00'])
  expect(head).toHaveLength(line?.length ?? 0)
})
