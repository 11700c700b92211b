/** What holds a person's erasure back, asked of the floor, the books, the invoices and the bank at once. */
import type { Accounts } from '#server/accounts/desk.ts'
import type { Bank } from '#server/bank/desk.ts'
import type { CloseContext, OpenMonth } from '#server/books/month.ts'
import { creditOf_cents, openOf } from '#server/domain/accounting/balance.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Draft } from '#server/domain/accounting/draft.ts'
import type { Directory } from '#server/domain/directory.ts'
import { nextPeriod } from '#server/domain/periods/calendar.ts'
import type { Said } from '#server/domain/refusals.ts'
import { provisionalIssuers } from '#server/domain/sharing/settlement.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { periodOf } from '#server/domain/time.ts'
import { type ErasureFacts, inTheWay } from '#server/domain/who/erasure.ts'

export type ErasureReads = {
  directory: Directory
  now_ms: number
  openSessions: readonly { machine: string; member: string | null }[]
  books: { context(): Promise<CloseContext>; now(period: string): Promise<Pick<OpenMonth, 'queue' | 'statement'>> }
  accounts: Pick<Accounts, 'months' | 'drafts'>
  bank: Pick<Bank, 'balance' | 'runs'>
}

export async function erasureHeldBack(reads: ErasureReads, member: string): Promise<Said[]> {
  const payer: Payer = { kind: 'member', id: member }
  const [open_months, billing, balances, runs] = await Promise.all([
    openMonthsOf(reads, member),
    billingOf(reads, payer),
    reads.bank.balance(payer),
    reads.bank.runs(),
  ])
  const collecting = runs.flatMap(({ issuer, items }) =>
    items
      .filter(item => item.state === 'sent' && isPayer(item.payer, payer))
      .map(({ document }) => ({ issuer, document })),
  )
  const accounts = balances.map(({ account }) => ({
    issuer: account.issuer,
    open_cents: openOf(account).reduce((sum, item) => sum + item.open_cents, 0),
    credit_cents: creditOf_cents(account),
  }))
  const machines = reads.openSessions.filter(one => one.member === member).map(({ machine }) => machine)
  return inTheWay({ machines, open_months, ...billing, balances: accounts, collecting })
}

/** Months on trial are never billed: they hold nobody back. */
async function openMonthsOf({ directory, now_ms, books }: ErasureReads, member: string): Promise<string[]> {
  const { closings, first_period, trial_until } = await books.context()
  const last = closings.at(-1)?.period
  const today = periodOf(now_ms, directory.site?.timezone ?? 'UTC')
  const found: string[] = []
  const first = last === undefined ? first_period : nextPeriod(last)
  for (let period = first; period !== null && period <= today; period = nextPeriod(period)) {
    if (trial_until !== null && period <= trial_until) continue
    const { queue, statement } = await books.now(period)
    const counted = statement.members.some(one => one.id === member && (one.lines.length > 0 || one.running_ms > 0))
    if (counted || queue.some(({ thing }) => thing.member === member)) found.push(period)
  }
  return found
}

async function billingOf(
  { directory, accounts }: ErasureReads,
  payer: Payer,
): Promise<Pick<ErasureFacts, 'not_invoiced' | 'unsettled_years'>> {
  const months = (await accounts.months()).toReversed()
  const provisional = new Set(provisionalIssuers(directory))
  const not_invoiced: ErasureFacts['not_invoiced'][number][] = []
  const advanced = new Set<string>()
  for (const period of months) {
    const made = await accounts.drafts(period, payer)
    if (made.kind === 'refused') continue
    not_invoiced.push(...waiting(period, made.drafts, payer))
    const paidFor = ({ issuer, buyer }: AccountingDocument) => provisional.has(issuer) && isPayer(buyer.payer, payer)
    if (made.issued.some(paidFor)) advanced.add(period.slice(0, 4))
  }
  const unsettled_years: string[] = []
  for (const year of advanced) {
    const made = await accounts.drafts(year, payer)
    if (made.kind === 'refused') unsettled_years.push(year)
    else not_invoiced.push(...waiting(year, made.drafts, payer))
  }
  return { not_invoiced, unsettled_years }
}

/** Who has no invoice settings bills by other means: nothing of theirs will ever go out from here. */
const waiting = (period: string, drafts: readonly Draft[], payer: Payer) =>
  drafts
    .filter(draft => isPayer(draft.payer, payer) && !draft.problems.some(({ code }) => code === 'not-set-up'))
    .map(({ kind, gross_cents }) => ({ period, cents: kind === 'invoice' ? gross_cents : -gross_cents }))

const isPayer = (one: Payer, other: Payer): boolean => one.kind === other.kind && one.id === other.id
