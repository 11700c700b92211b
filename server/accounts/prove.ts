/**
 * What an issued document rests on: each line, the lines of the closed statement behind it, their sessions, the journal entries
 * of these (or their hashes, once expired), the closing, and the chain's head. For `navette verify --invoice`, the API, and
 * whoever opens the code on the paper.
 */

import type { StatementProof, ThingProof } from '#server/books/proof.ts'
import { documentLines, payerLines } from '#server/domain/accounting/build-lines.ts'
import { documentProblems } from '#server/domain/accounting/check.ts'
import type { AccountingDocument, DocumentLine, Reference } from '#server/domain/accounting/document.ts'
import type { IssuedEntry } from '#server/domain/accounting/entries.ts'
import { documentedOn } from '#server/domain/accounting/parties.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { AccountsLedger, AccountsParts, DocumentChain } from './ports.ts'
import { proveSettlement, type SettledProof, type SettlementReads } from './prove-settlement.ts'

export type LineProof = {
  id: string
  label: string
  net_cents: number
  things: ThingProof[]
}
export type InvoiceProof = {
  number: string
  kind: AccountingDocument['kind']
  issue_date: string
  period: string
  gross_cents: number
  /** the journal entry that issued it */
  issued: DocumentChain
  /** the closed month it was made from; null: made by hand */
  closing: StatementProof['closing'] | null
  statement_hash: string | null
  refers_to: Reference[]
  lines: LineProof[]
  /** of a settlement: month by month, what was charged in advance and the actual share */
  settled: SettledProof | null
  head: { n: number; chain: string }
  problems: string[]
}

export type ProofReads = SettlementReads &
  Pick<AccountsLedger, 'document' | 'documentChain' | 'closings' | 'closedStatement'> & {
    statementProof(closing_n: number, refs: readonly string[]): Promise<StatementProof | null>
    head(): Promise<{ n: number; chain: string }>
  }
export type Proving = { ledger: ProofReads; directory: Directory; comparedMonths: AccountsParts['comparedMonths'] }

/** Null: there is no such document. */
export async function proveInvoice(proving: Proving, number: string): Promise<InvoiceProof | null> {
  const { ledger, directory } = proving
  const [document, issued] = await Promise.all([ledger.document(number), ledger.documentChain(number)])
  if (document === null || issued === null) return null
  const refs = [...new Set(document.lines.flatMap(line => line.sessions))]
  const proof = document.closed_n === null ? null : await ledger.statementProof(document.closed_n, refs)
  const settlement = await settlementOf(proving, document)
  const things = new Map(proof?.things.map(thing => [thing.ref, thing]))
  return {
    ...pick(document),
    issued,
    closing: proof?.closing ?? null,
    lines: document.lines.map(({ id, label, net_cents, sessions }) => ({
      ...{ id, label, net_cents },
      things: sessions.flatMap(ref => things.get(ref) ?? []),
    })),
    settled: settlement?.settled ?? null,
    head: proof?.head ?? (await ledger.head()),
    problems: [
      ...documentProblems(document).map(words => `${number}: ${words}`),
      ...issuingProblems(document, issued),
      ...refs.filter(ref => !things.has(ref)).map(ref => `${number}: its session ${ref} is nowhere`),
      ...[...things.values()]
        .filter(thing => thing.kind === 'session' && (thing.entries === 0 || thing.chain === null))
        .map(thing => `${number}: of session ${thing.ref} no journal entry is left`),
      ...(await statementProblems(ledger, directory, document)),
      ...(settlement?.problems ?? []),
    ],
  }
}

const settlementOf = async ({ ledger, directory, comparedMonths }: Proving, document: AccountingDocument) =>
  document.reason === 'settlement'
    ? proveSettlement(ledger, directory, await comparedMonths(document.period), document)
    : null

const pick = ({ number, kind, issue_date, period, gross_cents, statement_hash, refers_to }: AccountingDocument) => ({
  ...{ number, kind, issue_date, period, gross_cents, statement_hash, refers_to },
})

function issuingProblems({ number, gross_cents }: AccountingDocument, { entry, intact }: DocumentChain): string[] {
  const said: IssuedEntry = entry
  return [
    ...(intact ? [] : [`${number}: the document is not the one that was issued`]),
    ...(said.gross_cents === gross_cents ? [] : [`${number}: the journal has another amount`]),
  ]
}

/** A month's document against the closed statement it was made from: the same lines, amounts and sessions. */
async function statementProblems(
  ledger: ProofReads,
  directory: Directory,
  document: AccountingDocument,
): Promise<string[]> {
  const { number, reason, period, issuer, buyer, kind, statement_hash } = document
  if (reason !== 'month') return []
  const closing = (await ledger.closings()).find(one => one.period === period)
  const statement = await ledger.closedStatement(period)
  if (closing === undefined || statement === null) return [`${number}: ${period} is not closed`]
  if (closing.statement_hash !== statement_hash) return [`${number}: ${period} was closed at another statement`]
  const { payer } = buyer
  const group = payerLines(statement).find(
    one => one.issuer === issuer && one.payer.kind === payer.kind && one.payer.id === payer.id,
  )
  const documented = (date: string): boolean => documentedOn(payer, directory, date)
  const expected = documentLines(group?.lines ?? [], { directory, statement, documented })
  const sign = kind === 'credit-note' ? -1 : 1
  return differences(document.lines, expected, sign).map(label => `${number}: "${label}" is not what ${period} says`)
}

const keyOf = ({ kind, pool, machine, order, adjusts, sessions }: DocumentLine): string =>
  JSON.stringify([kind, pool, machine, order, adjusts, sessions])

function differences(lines: readonly DocumentLine[], expected: readonly DocumentLine[], sign: 1 | -1): string[] {
  const left = new Map<string, { label: string; cents: number }>()
  const add = (line: DocumentLine, cents: number): void => {
    const known = left.get(keyOf(line))
    left.set(keyOf(line), { label: line.label, cents: (known?.cents ?? 0) + cents })
  }
  for (const line of lines) add(line, sign * line.net_cents)
  for (const line of expected) add(line, -line.net_cents)
  return [...left.values()].filter(({ cents }) => cents !== 0).map(({ label }) => label)
}
