import { expect, it } from 'vitest'
import { sums } from './period-status.ts'

const plain = (lines: string[]): string[] => lines.map(line => line.replaceAll(/\s/gu, ' ').trim())

it('says that shares and the cooperative’s part come to the pools (design rule 5), and no price among them', () => {
  expect(
    plain(sums({ pools_cents: 10_000, shares_cents: 9_000, cooperative_cents: 1_000, priced_cents: 250 })),
  ).toEqual(['pools 100,00 € = shares 90,00 € + the cooperative 10,00 €', 'at its price, beside them: 2,50 €'])
})

it('claims no equation where fixed prices are asked and the pools are shared with nobody', () => {
  expect(plain(sums({ pools_cents: 10_000, shares_cents: 0, cooperative_cents: 0, priced_cents: 8_000 }))).toEqual([
    'pools 100,00 €, shares 0,00 €, the cooperative 0,00 €',
    'at its price, beside them: 80,00 €',
  ])
})
