/** What the routes about money that moves share: outcomes as problems, and the desk's words as the contract's. */
import type { BalanceNow } from '#server/bank/balances.ts'
import type { Outcome } from '#server/bank/pay.ts'
import type { ReminderNow, ReminderSent } from '#server/bank/reminders.ts'
import type { LineNow } from '#server/bank/statement.ts'
import type {
  BalanceDetail,
  BalanceRow,
  BankLineView,
  ProposalView,
  ReminderSentView,
  ReminderView,
  RunView,
} from '#server/contract/bank.ts'
import { creditOf_cents, openOf } from '#server/domain/accounting/balance.ts'
import { daysBetween } from '#server/domain/accounting/debit-calendar.ts'
import type { Run } from '#server/domain/accounting/debit-history.ts'
import type { Proposal } from '#server/domain/accounting/match.ts'
import type { Said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import type { HttpDeps } from './deps.ts'
import { HttpProblem } from './problem.ts'

/** What was done, or the refusal: 404 for what is not there, 409 for what the accounts do not allow. */
export function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'busy') throw new HttpProblem(409, 'busy')
  if (outcome.kind === 'objected') throw refused(outcome.objection)
  return outcome.result
}
const ABSENT = new Set<Said['code']>([
  'no-payment',
  'no-payer',
  'no-bank-line',
  'no-run',
  'no-such-document',
  'no-issuer',
])
export const refused = ({ code, params }: Said): HttpProblem =>
  new HttpProblem(ABSENT.has(code) ? 404 : 409, code, params)

type Names = (payer: Payer) => string

/** Of persons and organisations as they are called today. */
export async function payerNames({ reads, core }: Pick<HttpDeps, 'reads' | 'core'>): Promise<Names> {
  const persons = new Map((await reads.persons()).map(one => [one.member, one.name]))
  const { organisations } = core.directory()
  return ({ kind, id }) => (kind === 'organisation' ? organisations.get(id)?.name : persons.get(id)) ?? id
}

export function balanceRow({ account, name, ageing }: BalanceNow, today: string): BalanceRow {
  const { issuer, payer, balance_cents } = account
  const late = openOf(account)
    .map(item => daysBetween(item.due_date, today))
    .filter(days => days > 0)
  return {
    ...{ issuer, payer, name, balance_cents, not_due_cents: ageing.not_due_cents },
    late_cents: ageing.late_30_cents + ageing.late_60_cents + ageing.late_90_cents + ageing.late_more_cents,
    late_days: late.length === 0 ? null : Math.max(...late),
    credit_cents: creditOf_cents(account),
  }
}

export function balanceDetail(now: BalanceNow, today: string, disputed: ReadonlySet<string>): BalanceDetail {
  const { account, write_off } = now
  const { movements, items, credits } = account
  return {
    ...balanceRow(now, today),
    ...{ ageing: now.ageing, movements },
    items: items.map(({ item, kind, due_date, due_cents, open_cents }) => ({
      ...{ item, kind, due_date, due_cents, open_cents },
      ...{ disputed: disputed.has(item), write_off: write_off.has(item) },
    })),
    credits: credits
      .filter(one => one.cents > 0)
      .map(({ from, date, cents }) => ({ from, date, cents, write_off: write_off.has(from) })),
  }
}

export function lineView({ line, state, proposal, alike, by_hand }: LineNow, nameOf: Names): BankLineView {
  const { id, issuer, date, cents, text, name, set_aside } = line
  const proposed = proposal === null ? null : proposalView(proposal, nameOf)
  return { id, issuer, date, cents, text, name, state, set_aside, alike, by_hand, proposal: proposed }
}

function proposalView(proposal: Proposal, nameOf: Names): ProposalView {
  const { kind, confidence, why } = proposal
  const run = 'run' in proposal ? proposal.run : null
  const reason = proposal.kind === 'return' ? proposal.reason : null
  return {
    kind,
    confidence,
    why,
    run,
    reason,
    parts: partsOf(proposal).map(part => ({ ...part, name: nameOf(part.payer) })),
  }
}

function partsOf(proposal: Proposal): Omit<ProposalView['parts'][number], 'name'>[] {
  switch (proposal.kind) {
    case 'payment':
      return proposal.parts
    case 'collection':
      return proposal.items.map(({ document, payer, cents }) => ({
        ...{ payer, cents, allocations: [{ item: document, cents }] },
      }))
    case 'return':
      return [{ payer: proposal.payer, cents: 0, allocations: [{ item: proposal.document, cents: 0 }] }]
    case 'refund':
      return [
        {
          payer: proposal.payer,
          cents: -proposal.cents,
          allocations: [{ item: proposal.document, cents: -proposal.cents }],
        },
      ]
  }
}

export const runView = ({ items, ...run }: Run, nameOf: Names): RunView => ({
  ...{ run: run.run, issuer: run.issuer, kind: run.kind, format: run.format, date: run.date },
  ...{ cancelled: run.cancelled, file_hash: run.file_hash, cents: items.reduce((sum, item) => sum + item.cents, 0) },
  items: items.map(({ document, payer, cents, date, debit, state, reason }) => ({
    ...{ document, payer, name: nameOf(payer), cents, date, sequence: debit?.sequence ?? null, state, reason },
  })),
})

export const reminderView = ({ reminder, name, letter, way }: ReminderNow): ReminderView => ({
  ...{ issuer: reminder.issuer, payer: reminder.payer, name, step: reminder.step, open_cents: reminder.open_cents },
  ...{
    penalties_cents: reminder.penalties_cents,
    recovery_cents: reminder.recovery_cents,
    last: reminder.last,
    letter,
    way,
  },
  items: reminder.items.map(({ document, due_date, open_cents, late_days }) => ({
    document,
    due_date,
    open_cents,
    late_days,
  })),
})

export const reminderSentView = ({ mail, ...sent }: ReminderSent): ReminderSentView => ({
  ...sent,
  mail: mail === null ? null : { id: mail.id, state: mail.state, to_address: mail.to_address, reply: mail.reply },
})
