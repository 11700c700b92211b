import { expect, test } from 'vitest'
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

test('a settlement has each payer with what is left', () => {
  const months = [{ period: '2026-10', advance_cents: 1_000, share_cents: 750 }]
  const payer = { payer: { kind: 'member' as const, id: 'awa' }, name: 'Awa', months, unused_packs: [] }
  const amounts = { advance_cents: 1_000, share_cents: 750, balance_cents: -250 }
  const issuer = {
    issuer: 'fab',
    costs_cents: 750,
    cooperative_cents: 0,
    ...amounts,
    payers: [{ ...payer, ...amounts }],
  }
  expect(settlementLines({ year: '2026', issuers: [issuer] })[1]).toEqual(['fab', 'Awa', '10,00', '7,50', '-2,50'])
})
