/** What the `invoice` commands share: the accounts on the opened ledger, and plain words for what keeps something from going out. */

import type { DraftsRefusal } from '#server/accounts/drafts.ts'
import type { Blocked, IssueOutcome } from '#server/accounts/issue.ts'
import type { AccountsParts } from '#server/accounts/ports.ts'
import { letterheads } from '#server/billing/logo.ts'
import { paperOf } from '#server/billing/paper.ts'
import type { Config } from '#server/config.ts'
import { type InvoiceProblem, problemWords } from '#server/domain/accounting/problems.ts'
import { createEconomy } from '#server/economy.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { withLedger } from './context.ts'
import { CliError, EXIT_USAGE } from './output.ts'

/** A month, or a year for its settlement. */
export function billedPeriod(text: string): string {
  if (!/^20\d\d(-(0[1-9]|1[0-2]))?$/.test(text))
    throw new CliError(`"${text}" is no month and no year: write it as 2026-10, or 2026 for its settlement`, EXIT_USAGE)
  return text
}

export const withAccounts = <T>(work: (parts: AccountsParts, ledger: Ledger) => Promise<T>): Promise<T> =>
  withLedger(async (ledger, config) => work(await accountsPartsOf(ledger, config), ledger))

export async function accountsPartsOf(ledger: Ledger, config: Config) {
  const { directory, head } = await ledger.present()
  if (directory.site === null) throw new CliError('there is no atelier here yet: run "navette setup" first')
  const comparedMonths = createEconomy(ledger, () => directory).compared
  const rules = { directory: () => directory, directory_n: () => head }
  const letterhead = letterheads(paperOf(config, ledger).logoOf)
  return { ledger, ...rules, comparedMonths, letterhead, now_ms: Date.now } satisfies AccountsParts
}

export function refusalWords(refusal: DraftsRefusal): string {
  return refusal.kind === 'trial'
    ? `${refusal.period} ran on trial beside the old books: nothing of it is issued`
    : `${refusal.period} is not closed: see "navette period close ${refusal.period}"`
}

export const problemLines = (problems: readonly InvoiceProblem[]): string[] =>
  problems.map(one => `    ${problemWords(one)}`)

export const blockedLines = (blocked: readonly Blocked[]): string[] =>
  blocked.flatMap(({ key, problems }) => [`  ${key}: not issued`, ...problemLines(problems)])

export function outcomeWords(outcome: Exclude<IssueOutcome, { kind: 'issued' }>): string {
  switch (outcome.kind) {
    case 'refused':
      return refusalWords(outcome.refusal)
    case 'blocked':
      return ['nothing was issued:', ...blockedLines(outcome.blocked)].join('\n')
    case 'unknown':
      return `there is nothing to issue under ${outcome.keys.join(', ')}`
    case 'issued-before':
      return `issued already: ${outcome.documents.map(({ draft, number }) => `${draft} is ${number}`).join(', ')}`
    case 'before-last':
      return clockWords(outcome)
    case 'changed':
    case 'busy':
      return 'others keep writing: look again and repeat'
  }
}

export const clockWords = ({
  series,
  last_date,
  today,
}: {
  series: string
  last_date: string
  today: string
}): string => `today is ${today}, and series ${series} has a document of ${last_date} already: set the clock right`
