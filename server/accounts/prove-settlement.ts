/**
 * A settlement against what it settles: each month's advance and actual share of this payer, the invoices it took off, and its lines
 * computed anew from the year's closed months and costs.
 */
import { payerLines } from '#server/domain/accounting/build-lines.ts'
import { samePayer } from '#server/domain/accounting/build-month.ts'
import { settledLines } from '#server/domain/accounting/build-settlement.ts'
import type { AccountingDocument, DocumentLine } from '#server/domain/accounting/document.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Compared } from '#server/domain/sharing/settlement.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import type { AccountsLedger } from './ports.ts'

/** Net cents. */
export type SettledProof = {
  months: { period: string; advance_cents: number; share_cents: number }[]
  /** what was invoiced of the year before this; credit notes negative */
  advances: { number: string; net_cents: number }[]
  /** actual share less what was invoiced: positive is owed */
  balance_cents: number
}
export type SettlementReads = Pick<AccountsLedger, 'documents' | 'issuedTo'>

export async function proveSettlement(
  ledger: SettlementReads,
  directory: Directory,
  months: readonly Compared[],
  document: AccountingDocument,
): Promise<{ settled: SettledProof; problems: string[] }> {
  const { number, issuer, period: year, buyer, kind } = document
  const { payer } = buyer
  const before = await issuedBefore(ledger, document)
  const documents = (await ledger.documents({ year, issuer, payer })).filter(one => before.has(one.number))
  const counted = months.filter(({ advance }) => !advance.trial)
  const expected = settledLines({ directory, year, issuer, months: counted, documents }, payer)
  const sumOf = (statement: PeriodStatement): number =>
    payerLines(statement)
      .filter(one => one.issuer === issuer && samePayer(one.payer, payer))
      .reduce((sum, { lines }) => sum + lines.reduce((cents, line) => cents + line.cents, 0), 0)
  const settled: SettledProof = {
    months: counted
      .map(({ period, advance, share }) => ({ period, advance_cents: sumOf(advance), share_cents: sumOf(share) }))
      .filter(({ advance_cents, share_cents }) => advance_cents !== 0 || share_cents !== 0),
    advances: expected.advances.map(one => ({
      number: one.number,
      net_cents: one.kind === 'invoice' ? one.net_cents : -one.net_cents,
    })),
    balance_cents: kind === 'invoice' ? document.net_cents : -document.net_cents,
  }
  const wrong = differences(document, expected)
  return { settled, problems: wrong.map(label => `${number}: "${label}" is not what the costs of ${year} come to`) }
}

async function issuedBefore(ledger: SettlementReads, { number, buyer }: AccountingDocument): Promise<Set<string>> {
  const numbers = (await ledger.issuedTo([buyer.payer])).map(one => one.number)
  return new Set(numbers.slice(0, numbers.indexOf(number)))
}

type Side = Pick<AccountingDocument, 'kind' | 'lines'>

/** Labels of lines whose sums differ, whichever side has them. */
function differences(document: Side, expected: Side): string[] {
  const left = new Map<string, { label: string; cents: number }>()
  const add = ({ kind, lines }: Side, times: 1 | -1): void => {
    for (const line of lines) {
      const known = left.get(keyOf(line))
      const cents = times * (kind === 'invoice' ? line.net_cents : -line.net_cents)
      left.set(keyOf(line), { label: line.label, cents: (known?.cents ?? 0) + cents })
    }
  }
  add(document, 1)
  add(expected, -1)
  return [...left.values()].filter(({ cents }) => cents !== 0).map(({ label }) => label)
}

/** An advance is known by the invoice it names, a share by what it is a share of. */
const keyOf = ({ kind, detail, pool, machine, order, sessions }: DocumentLine): string =>
  JSON.stringify(kind === 'advance' ? [kind, detail] : [kind, pool, machine, order, sessions])
