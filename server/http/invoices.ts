/** What the routes of invoices share: who may see one, and what the accounts refuse as problems. */
import * as z from 'zod'
import type { CreditOutcome } from '#server/accounts/credit.ts'
import type { DraftsRefusal } from '#server/accounts/drafts.ts'
import type { IssueOutcome } from '#server/accounts/issue.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { InvoiceProblem } from '#server/domain/accounting/problems.ts'
import type { User } from './auth/types.ts'
import type { HttpDeps } from './deps.ts'
import { errorAt, HttpProblem, notFound } from './problem.ts'

export const InvoiceParam = z.object({
  id: z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'is no number of an invoice'),
})
/** A month, or a year for its settlement. */
export const BilledPeriod = z.string().regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/, 'is neither a month nor a year')

/** Those who keep the books see all; others what is billed to them, or to the organisation whose account they are. */
export function seesInvoice({ role, member, organisation }: User, { buyer }: AccountingDocument): boolean {
  if (role === 'manager' || role === 'treasurer') return true
  const { kind, id } = buyer.payer
  return kind === 'member' ? id === member : kind === 'organisation' && id === organisation
}

export async function invoiceOr404({ accounts }: HttpDeps, user: User, number: string): Promise<AccountingDocument> {
  const document = await accounts.document(number)
  if (document === null || !seesInvoice(user, document)) throw notFound('invoice', number)
  return document
}

export const draftsRefused = ({ kind, period }: DraftsRefusal): HttpProblem =>
  new HttpProblem(409, kind === 'trial' ? 'trial-not-issued' : 'period-not-closed', { period })

export const problemsOf = (path: string, problems: readonly InvoiceProblem[]): HttpProblem => {
  const [first] = problems
  const code = first?.code ?? 'refused-as-it-is'
  return new HttpProblem(
    422,
    code,
    first?.params ?? {},
    problems.map(one => errorAt(path, one)),
  )
}

export function issueRefused(outcome: Exclude<IssueOutcome, { kind: 'issued' }>): HttpProblem {
  switch (outcome.kind) {
    case 'refused':
      return draftsRefused(outcome.refusal)
    case 'blocked':
      return problemsOf(
        'keys',
        outcome.blocked.flatMap(({ problems }) => problems),
      )
    case 'unknown':
      return new HttpProblem(404, 'no-draft', { id: outcome.keys.join(', ') })
    default:
      return notIssued(outcome)
  }
}

const NAMED_MAX = 3
/** A whole month of numbers is no sentence. */
const inShort = (numbers: readonly string[]): string =>
  numbers.length <= NAMED_MAX ? numbers.join(', ') : `${numbers[0]} … ${numbers.at(-1)}`

type NotIssued =
  | Extract<IssueOutcome, { kind: 'issued-before' | 'before-last' | 'changed' | 'busy' }>
  | Extract<CreditOutcome, { kind: 'issued-before' | 'before-last' | 'busy' }>

export function notIssued(outcome: NotIssued): HttpProblem {
  switch (outcome.kind) {
    case 'issued-before':
      return new HttpProblem(409, 'issued-already', { number: inShort(outcome.documents.map(({ number }) => number)) })
    case 'before-last': {
      const { series, last_date, today } = outcome
      return new HttpProblem(409, 'clock-went-back', { series, last: last_date, today })
    }
    case 'changed':
      return new HttpProblem(409, 'changed-meanwhile')
    case 'busy':
      return new HttpProblem(409, 'busy')
  }
}
