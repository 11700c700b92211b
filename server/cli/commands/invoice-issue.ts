/** `navette invoice issue`: what a closed month (or a settled year) comes to goes out under numbers; `--dry-run` only shows it. */
import { type Drafts, draftsOf } from '#server/accounts/drafts.ts'
import { issue } from '#server/accounts/issue.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { OldReference } from '#server/domain/accounting/old-reference.ts'
import { COMMAND_LINE, money } from '../books.ts'
import { billedPeriod, blockedLines, outcomeWords, problemLines, refusalWords, withAccounts } from '../invoices.ts'
import { CliError, EXIT_FAILED, EXIT_USAGE, print } from '../output.ts'

type Options = { only?: string[]; refersTo?: string; dryRun?: boolean; json?: boolean }

export async function invoiceIssue(text: string, options: Options): Promise<void> {
  const period = billedPeriod(text)
  if (options.dryRun === true) return showDrafts(period, options)
  const old_references = oldReferences(options)
  const outcome = await withAccounts(parts =>
    issue(parts, { period, by: COMMAND_LINE, keys: options.only ?? null, drafts_hash: null, old_references }),
  )
  if (outcome.kind !== 'issued') throw new CliError(outcomeWords(outcome))
  const { documents, blocked } = outcome
  const lines = documents.length === 0 ? [`Nothing of ${period} was left to issue.`] : documents.map(documentLine)
  print({ period, documents: documents.map(summary), blocked }, [...lines, ...blockedLines(blocked)], options.json)
  if (blocked.length > 0) process.exitCode = EXIT_FAILED
}

/** `2025-113=2025-12-12`, of the one draft that is named. */
function oldReferences({ only = [], refersTo }: Options): OldReference[] {
  if (refersTo === undefined) return []
  const [, number, issue_date] = /^([^=]{1,40})=(\d{4}-\d{2}-\d{2})$/.exec(refersTo) ?? []
  const [key, ...more] = only
  if (number === undefined || issue_date === undefined)
    throw new CliError(`"${refersTo}" names no invoice: write it as 2025-113=2025-12-12`, EXIT_USAGE)
  if (key === undefined || more.length > 0)
    throw new CliError('--refers-to is about one draft: name it with --only', EXIT_USAGE)
  return [{ key, number, issue_date }]
}

export const documentLine = ({ number, kind, buyer, gross_cents, issue_date }: AccountingDocument): string =>
  `  ${number}  ${issue_date}  ${kind === 'invoice' ? '' : 'credit note, '}${buyer.name}: ${money(gross_cents)}`

export const summary = (document: AccountingDocument) => {
  const { number, kind, issuer, issue_date, period, buyer, net_cents, vat_cents, gross_cents, terms } = document
  const { payer } = buyer
  return {
    number,
    kind,
    issuer,
    issue_date,
    period,
    payer,
    net_cents,
    vat_cents,
    gross_cents,
    due_date: terms.due_date,
  }
}

async function showDrafts(period: string, { json }: Options): Promise<void> {
  const made = await withAccounts(parts => draftsOf(parts, period))
  if (made.kind === 'refused') throw new CliError(refusalWords(made.refusal))
  const drafts = made.drafts.map(({ key, kind, net_cents, vat_cents, gross_cents, problems }) => ({
    ...{ key, kind, net_cents, vat_cents, gross_cents, problems },
  }))
  print({ period, drafts, nothing: made.nothing, issued: made.issued.map(summary) }, draftLines(made), json)
}

const draftLines = ({ drafts, nothing, issued }: Extract<Drafts, { kind: 'drafts' }>): string[] => [
  ...drafts.flatMap(({ key, kind, gross_cents, problems }) => [
    `  ${key}: ${kind === 'invoice' ? '' : 'credit note, '}${money(gross_cents)}${problems.length > 0 ? ', cannot go out:' : ''}`,
    ...problemLines(problems),
  ]),
  ...nothing.map(({ issuer, payer }) => `  ${issuer}/${payer.id}: comes to nothing, no document`),
  `${drafts.length} to issue, ${issued.length} issued.`,
]
