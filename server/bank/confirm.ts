/** A person says what a line of the statement is: as proposed, or otherwise. The line is then used, once. */
import { accountKey } from '#server/domain/accounting/balance.ts'
import { type Part, type Proposal, proposalFor } from '#server/domain/accounting/match.ts'
import type { Allocation, MoneyMovedEntry, Payment, PaymentMethod } from '#server/domain/accounting/payment-entries.ts'
import { linePaymentId } from '#server/domain/accounting/payment-id.ts'
import { objectionToPayment, objectionToReturn } from '#server/domain/accounting/payment-judge.ts'
import type { BankLineRow } from '#server/domain/records.ts'
import { type Said, said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { act, byDue, type Judged, type Outcome } from './pay.ts'
import type { BankParts } from './ports.ts'
import { type BankState, collectingOf } from './state.ts'
import { knownPayers, lineState } from './statement.ts'

/** What somebody says instead of the proposal. `allocations` null: what is due, oldest first; of a refund, the oldest credit. */
export type SaidPart = { payer: Payer; cents: number; allocations: Allocation[] | null }
export type ConfirmOrder = {
  line: string
  parts: SaidPart[] | null
  method: PaymentMethod | null
  /** of a return: what the payer is charged; null: as the issuer's settings say */
  fee_cents: number | null
  by: string
}
export type Confirmed = { line: string; kind: Proposal['kind']; payments: string[] }

export async function confirmLine(parts: BankParts, order: ConfirmOrder): Promise<Outcome<Confirmed>> {
  const line = (await parts.ledger.bankLines()).find(one => one.id === order.line)
  if (line === undefined) return { kind: 'objected', objection: said('no-bank-line', { id: order.line }) }
  return act(parts, async state => {
    if (lineState(state, line) === 'booked') return said('line-used-already')
    if (order.parts !== null) return ofParts(state, line, order.parts, order)
    const known = await knownPayers(parts, state)
    const proposal = proposalFor({ line, known, runs: state.runs })
    return proposal === null ? said('line-without-proposal') : ofProposal(state, line, proposal, order)
  })
}

function ofProposal(state: BankState, line: BankLineRow, proposal: Proposal, order: ConfirmOrder): Judged<Confirmed> {
  switch (proposal.kind) {
    case 'payment':
      return ofParts(state, line, proposal.parts, order)
    case 'collection':
      return booked(
        state,
        line,
        proposal.kind,
        order.by,
        proposal.items.map(({ document, payer, cents }, i) => ({
          ...base(line, i, 'debit'),
          ...{ payer, amount_cents: cents, allocations: [{ item: document, cents }], run: proposal.run },
        })),
      )
    case 'refund': {
      const { payer, document, cents, run } = proposal
      const allocations = [{ item: document, cents: -cents }]
      return booked(state, line, proposal.kind, order.by, [
        { ...base(line, 0, 'transfer'), payer, amount_cents: -cents, allocations, run },
      ])
    }
    case 'return':
      return ofReturn(state, line, proposal, order)
  }
}

function ofReturn(
  state: BankState,
  line: BankLineRow,
  { payment, reason }: Extract<Proposal, { kind: 'return' }>,
  { fee_cents: said_cents, by }: ConfirmOrder,
): Judged<Confirmed> {
  // What the bank takes back it had given: without that line the accounts would miss money
  if (payment === null) return said('collection-first')
  const { issuer, date } = line
  // A refund that comes back is nobody's fault
  const usual_cents = line.cents > 0 ? 0 : collectingOf(state.directory, issuer).return_fee_cents
  const fee_cents = said_cents ?? usual_cents
  const objection = objectionToReturn(state.money, { payment, date, reason, fee_cents, today: state.today })
  if (objection !== null) return objection
  const entry = { type: 'returned' as const, issuer, payment, date, reason, fee_cents, line: line.id, by }
  return { entries: [entry], result: { line: line.id, kind: 'return', payments: [payment] } }
}

function ofParts(
  state: BankState,
  line: BankLineRow,
  parts: readonly (SaidPart | Part)[],
  { method, by }: ConfirmOrder,
): Judged<Confirmed> {
  if (parts.reduce((sum, part) => sum + part.cents, 0) !== line.cents) return said('line-of-another-sum')
  const payments = parts.map((part, i) => {
    const account = state.accounts.get(accountKey(line.issuer, part.payer)) ?? null
    const credits = account?.credits ?? []
    const allocations =
      part.allocations ?? (part.cents < 0 ? ofCredit(credits, -part.cents) : byDue(account, part.cents))
    const { payer, cents: amount_cents } = part
    return { ...base(line, i, method ?? 'transfer'), payer, amount_cents, allocations, run: null }
  })
  return booked(state, line, line.cents < 0 ? 'refund' : 'payment', by, payments)
}

function ofCredit(credits: readonly { from: string; cents: number }[], cents: number): Allocation[] {
  let left = cents
  return credits.flatMap(({ from, cents: there }) => {
    const taken = Math.min(left, there)
    left -= taken
    return taken > 0 ? [{ item: from, cents: -taken }] : []
  })
}

const base = ({ id, date }: BankLineRow, nth: number, method: PaymentMethod) => ({
  ...{ id: linePaymentId(id, nth), date, method, reference: null },
})

function booked(
  state: BankState,
  { issuer, id }: BankLineRow,
  kind: Proposal['kind'],
  by: string,
  payments: Payment[],
): Judged<Confirmed> {
  for (const payment of payments) {
    const unknown = unknownPayer(state, payment.payer)
    const account = state.accounts.get(accountKey(issuer, payment.payer)) ?? null
    const objection = unknown ?? objectionToPayment(payment, account, state.today)
    if (objection !== null) return objection
  }
  const entries: MoneyMovedEntry[] = payments.map(payment => ({ type: 'paid', issuer, payment, line: id, by }))
  return { entries, result: { line: id, kind, payments: payments.map(payment => payment.id) } }
}

function unknownPayer({ directory }: BankState, payer: Payer): Said | null {
  const known = payer.kind === 'organisation' ? directory.organisations.has(payer.id) : directory.members.has(payer.id)
  return known ? null : said('no-payer', { id: payer.id })
}
