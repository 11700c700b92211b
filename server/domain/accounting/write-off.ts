/**
 * What a payment leaves over may be let be, up to what the issuer allows, when a person says so: a few cents of an invoice that was
 * paid, or a few that were paid too much. An unpaid invoice is no difference, and a credit note's money is the payer's.
 */
import { type Said, said } from '../refusals.ts'
import type { PayerAccount } from './balance.ts'

/** Cents to write off: positive, the payer owed them; negative, they were paid too much. Or why not. */
export function writeOffOf(account: PayerAccount, item: string, limit_cents: number): { cents: number } | Said {
  if (limit_cents === 0) return said('write-off-off', { issuer: account.issuer })
  const difference = differenceIn(account, item)
  if (typeof difference !== 'number') return difference
  return Math.abs(difference) > limit_cents ? said('write-off-too-large', { item }) : { cents: difference }
}

function differenceIn({ items, credits }: PayerAccount, item: string): number | Said {
  const owed = items.find(one => one.item === item)
  if (owed !== undefined && owed.kind !== 'refund' && owed.open_cents > 0)
    return owed.open_cents + owed.credited_cents < owed.due_cents
      ? owed.open_cents
      : said('write-off-nothing-paid', { item })
  const credit = credits.find(one => one.from === item)
  if (credit?.kind === 'payment' && credit.cents > 0) return 0 - credit.cents
  return said('write-off-nothing', { item })
}

/** Documents and payments of this account whose rest may be written off. */
export const writableOff = (account: PayerAccount, limit_cents: number): string[] =>
  [...account.items.map(one => one.item), ...account.credits.map(one => one.from)].filter(
    item => 'cents' in writeOffOf(account, item, limit_cents),
  )
