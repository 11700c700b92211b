import { expect, it } from 'vitest'
import { sums } from './period-status.ts'

const plain = (lines: string[]): string[] => lines.map(line => line.replaceAll(/\s/gu, ' ').trim())

it('says that shares and the cooperative’s part come to the pools (design rule 5), and no price among them', () => {
  expect(
    plain(
      sums({ pools_cents: 10_000, shares_cents: 9_000, cooperative_cents: 1_000, priced_cents: 250, orders_cents: 0 }),
    ),
  ).toEqual(['pools 100,00 € = shares 90,00 € + the cooperative 10,00 €', 'at its price, beside them: 2,50 €'])
})

it('claims no equation where fixed prices are asked and the pools are shared with nobody', () => {
  expect(
    plain(sums({ pools_cents: 10_000, shares_cents: 0, cooperative_cents: 0, priced_cents: 8_000, orders_cents: 0 })),
  ).toEqual(['pools 100,00 €, shares 0,00 €, the cooperative 0,00 €', 'at its price, beside them: 80,00 €'])
})

it('tells an order, which somebody pays, apart from what the cooperative bears', () => {
  const month = {
    pools_cents: 10_000,
    shares_cents: 6_000,
    cooperative_cents: 4_000,
    priced_cents: 0,
    orders_cents: 3_900,
  }
  expect(plain(sums(month))).toEqual(['pools 100,00 € = shares 60,00 € + orders 39,00 € + the cooperative 1,00 €'])
})
