import { describe, expect, test } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { settlementLines, statementLines } from './lines.ts'
import { en, fr } from './texts.ts'

setAsFrench(fr)
sameInBoth(fr, en)

test('a statement has each member with their lines, and what each pool came to', () => {
  const line = { label: 'Loyer', cents: 7_200, sessions: ['s1'] }
  const lines = statementLines({
    ...{ period: '2026-10', cooperative_cents: 800 },
    pools: [{ id: 'rent', name: 'Loyer', amount_cents: 8_000, shared_cents: 8_000, cooperative_cents: 800 }],
    members: [{ id: 'awa', name: 'Awa', total_cents: 7_200, running_ms: 5_400_000, sessions: 1, lines: [line] }],
  })
  expect(lines).toContainEqual(['Loyer', '80,00', '8,00'])
  expect(lines.slice(-2)).toEqual([
    ['Awa', 1, '1,50', fr['col.total'], '72,00'],
    ['Awa', '', '', 'Loyer', '72,00'],
  ])
})

describe('a settlement has each payer with what is left', () => {
  const payer = { payer: { kind: 'member' as const, id: 'awa' }, name: 'Awa', months: [], unused_packs: [] }
  const sums = (advance_cents: number, share_cents: number) => {
    const amounts = { advance_cents, share_cents, balance_cents: share_cents - advance_cents }
    return { ...amounts, costs_cents: share_cents, cooperative_cents: 0, payers: [{ ...payer, ...amounts }] }
  }
  const issuer = { issuer: 'fab', ...sums(1_000, 9_000) }
  const amounts = ['fab', 'Awa', '10,00', '90,00', '80,00']
  const so_far = { ...sums(1_000, 750), from: '2026-09', through: '2026-10' }

  test.each([
    ['and nothing more once it is due', null, null, ['', '', '', '', '', '']],
    ['and what it would be so far', '2026-12', so_far, ['2026-12', '2026-09', '2026-10', '10,00', '7,50', '-2,50']],
    ['and until when, before a month is over', '2026-12', null, ['2026-12', '', '', '', '', '']],
    [
      'and nothing so far of whom no month is over',
      '2026-12',
      { ...so_far, payers: [] },
      ['2026-12', '2026-09', '2026-10', '0,00', '0,00', '0,00'],
    ],
  ])('%s', (_what, provisional_until, until_now, columns) => {
    const lines = settlementLines({ year: '2026', issuers: [{ ...issuer, provisional_until, so_far: until_now }] })
    expect(lines[1]).toEqual([...amounts, ...columns])
    expect(lines[0]).toHaveLength(lines[1]?.length ?? 0)
  })
})
