/** Lines by who gets the bill, and by which issuer writes it: what an invoice will be made of. */
import type { Directory } from '../directory.ts'
import { parseAccount } from './account.ts'
import { type Accounts, total_cents } from './account-statements.ts'
import type { StatementLine } from './lines.ts'
import type { Payer } from './use.ts'

export type PayerStatement = {
  payer: Payer
  total_cents: number
  issuers: { issuer: string; total_cents: number }[]
  /** whose use it pays for */
  members: string[]
  orders: string[]
  /** what stood open when Navette took over; not part of the total */
  opening_cents: number
}

export function payerStatements(directory: Directory, accounts: Accounts): PayerStatement[] {
  const paid = new Map<string, { payer: Payer; lines: StatementLine[]; accounts: Set<string> }>()
  for (const [account, lines] of accounts)
    for (const line of lines) {
      const name = `${line.payer.kind}/${line.payer.id}`
      let entry = paid.get(name)
      if (entry === undefined) {
        entry = { payer: line.payer, lines: [], accounts: new Set() }
        paid.set(name, entry)
      }
      entry.lines.push(line)
      entry.accounts.add(account)
    }
  return [...paid]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { payer, lines, accounts: whose }]) => ({
      payer,
      total_cents: total_cents(lines),
      issuers: [...Map.groupBy(lines, line => line.issuer)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([issuer, of]) => ({ issuer, total_cents: total_cents(of) })),
      members: idsOf(whose, 'member'),
      orders: idsOf(whose, 'order'),
      opening_cents: opening_cents(directory, payer),
    }))
}

const idsOf = (accounts: ReadonlySet<string>, kind: 'member' | 'order'): string[] =>
  [...accounts].flatMap(account => {
    const parsed = parseAccount(account)
    return parsed.kind === kind ? [parsed.id] : []
  })

function opening_cents(directory: Directory, payer: Payer): number {
  let sum = 0
  for (const { payer: owing, amount_cents } of directory.balances.values())
    if (owing.kind === payer.kind && owing.id === payer.id) sum += amount_cents
  return sum
}
