import { describe, expect, it } from 'vitest'
import { bookedCase, documentCase, issuedCase, lineCase, paidCase } from '#test/support/accounts-cases.ts'
import { accountKey, accountsOf } from './balance.ts'
import type { AccountsEntry } from './entries.ts'
import { bookEntries } from './journal-entries.ts'
import { writeOffOf } from './write-off.ts'

const AWA = { kind: 'member' as const, id: 'awa' }
const invoice = documentCase({ number: 'FAB-2026-0001', lines: [lineCase(10_000, 2_000)] })
const issued = issuedCase(invoice)
const paid = (amount_cents: number, to = Math.min(amount_cents, 12_000)) =>
  paidCase({ id: 'p1', amount_cents, allocations: [{ item: 'FAB-2026-0001', cents: to }] })
const written = (item: string, cents: number): AccountsEntry => ({
  ...{ type: 'written-off', issuer: 'fabrique', id: 'w1', payer: AWA, date: '2026-11-20', item, cents, by: 'x' },
})
const returned: AccountsEntry = {
  ...{ type: 'returned', issuer: 'fabrique', payment: 'p1', date: '2026-11-25', reason: 'AM04' },
  ...{ fee_cents: 0, line: null, by: 'x' },
}
const accountOf = (entries: AccountsEntry[]) => {
  const account = accountsOf([], entries).get(accountKey('fabrique', AWA))
  if (account === undefined) throw new Error('no account')
  return account
}
const judged = (entries: AccountsEntry[], item: string, limit: number) => {
  const outcome = writeOffOf(accountOf(entries), item, limit)
  return 'code' in outcome ? outcome.code : outcome.cents
}
const lastOf = (entries: AccountsEntry[]) => {
  const documents = new Map([[invoice.number, invoice]])
  const all = bookEntries({ booked: bookedCase(entries), documents, numbers: {}, nameOf: () => 'Awa' })
  return all.at(-1)?.lines.map(one => [one.account.number, one.debit_cents, one.credit_cents])
}

describe('a small difference', () => {
  it.each<[string, AccountsEntry[], string, number, string | number]>([
    ['a few cents left of an invoice are a loss', [issued, paid(11_997)], 'FAB-2026-0001', 5, 3],
    ['a few paid too much are a gain', [issued, paid(12_004)], 'p1', 5, -4],
    ['nothing is let be before the issuer says so', [issued, paid(11_997)], 'FAB-2026-0001', 0, 'write-off-off'],
    ['more than the issuer says is not', [issued, paid(11_997)], 'FAB-2026-0001', 2, 'write-off-too-large'],
    ['an unpaid invoice is none', [issued], 'FAB-2026-0001', 20_000, 'write-off-nothing-paid'],
    ['a paid one leaves none', [issued, paid(12_000)], 'FAB-2026-0001', 500, 'write-off-nothing'],
    ['of nothing there is none', [issued, paid(12_000)], 'p9', 500, 'write-off-nothing'],
    [
      'a second time there is none',
      [issued, paid(11_997), written('FAB-2026-0001', 3)],
      'FAB-2026-0001',
      5,
      'write-off-nothing',
    ],
  ])('%s', (_what, entries, item, limit, expected) => expect(judged(entries, item, limit)).toBe(expected))

  it('let be, leaves the account even', () => {
    for (const [amount, item, cents] of [
      [11_997, 'FAB-2026-0001', 3],
      [12_004, 'p1', -4],
    ] as const) {
      const account = accountOf([issued, paid(amount), written(item, cents)])
      expect(account).toMatchObject({ balance_cents: 0, items: [{ open_cents: 0 }] })
      expect(account.credits.every(one => one.cents === 0)).toBe(true)
      expect(account.movements.at(-1)).toMatchObject({ kind: 'written-off', cents: -cents, balance_cents: 0 })
    }
  })

  it('goes to 658 as a loss, and the tax of the whole invoice has fallen due', () => {
    expect(lastOf([issued, paid(11_994), written('FAB-2026-0001', 6)])).toEqual([
      ...[
        ['658000', 6, 0],
        ['411000', 0, 6],
      ],
      ...[
        ['445841', 1, 0],
        ['445711', 0, 1],
      ],
    ])
  })

  it('goes to 758 as a gain, and comes back with its payment', () => {
    const gain = [issued, paid(12_004), written('p1', -4)]
    expect(lastOf(gain)).toEqual([
      ['419100', 4, 0],
      ['758000', 0, 4],
    ])
    expect(lastOf([...gain, returned])?.slice(0, 3)).toEqual([
      ...[
        ['512000', 0, 12_004],
        ['758000', 4, 0],
        ['411000', 12_000, 0],
      ],
    ])
    expect(accountOf([...gain, returned]).balance_cents).toBe(12_000)
  })
})
