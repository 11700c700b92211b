import { expect, test } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { cell, spreadsheet } from '../../ui/spreadsheet.ts'
import { linesOf } from './csv.ts'
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

test('a report opens in a French spreadsheet', () => {
  const money = { gross_cents: 368_000, subsidy_cents: 80_000, earned_cents: 123_456 }
  const lines = linesOf({
    ...{
      from: '2026-10',
      to: '2026-10',
      site: 'Atelier',
      members: 12,
      beneficiaries: 9,
      starters: 2,
      organisations: 1,
    },
    ...{ sessions: 40, running_ms: 5_400_000, session_ms: 7_200_000, self_financing_percent: 33.5, ...money },
    kinds: [{ kind: 'piqueuse', machines: 3, running_ms: 5_400_000, sessions: 40 }],
    categories: [],
    months: [{ period: '2026-10', running_ms: 5_400_000, beneficiaries: 9, ...money }],
    pools: [{ issuer: 'fab', name: '=Loyer', gross_cents: 368_000, subsidy_cents: 80_000 }],
  })
  const text = spreadsheet(lines)
  expect(text.startsWith('\ufeffAtelier;2026-10;2026-10\r\n')).toBe(true)
  expect(text).toContain('piqueuse;3;1,50;40')
  expect(text).toContain("'=Loyer;3680,00;800,00")
})
