/** A month's cost divided between two issuers by days is the month's cost, to the cent. */
import { expect, it } from 'vitest'
import { poolAmount } from './pool-amount.ts'
import { house, pool } from './testing.ts'

it.each([
  [15, '2026-11'],
  [14, '2026-02'],
  [9, '2026-10'],
])('sums to the whole where the issuer changes after day %i of %s', (day, period) => {
  const on = (n: number): string => `${period}-${`${n}`.padStart(2, '0')}`
  const directory = house({ members: [] })
  const issuer = { name: '', legal_form: null, siren: null, vat: 'standard', billing: null }
  directory.issuers.set('old', { ...issuer, id: 'old', valid_until: on(day) })
  directory.issuers.set('new', { ...issuer, id: 'new', valid_from: on(day + 1) })
  for (let amount_cents = 1_200; amount_cents < 1_232; amount_cents += 1) {
    const parts = ['old', 'new'].map(id => poolAmount(directory, pool(id, { issuer: id, amount_cents }), period, []))
    expect(parts.reduce((sum, { net_cents }) => sum + net_cents, 0)).toBe(amount_cents)
  }
})
