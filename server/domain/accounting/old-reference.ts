/**
 * A credit note on an invoice of the old books. CGI art. 289, I 5: it refers to the invoice it changes, and that one was issued before
 * Navette: the treasurer names it. Nothing else lets a draft refer to what was not issued here.
 */
import type { Reference } from './document.ts'
import type { Draft } from './draft.ts'
import { type InvoiceProblem, problem } from './problems.ts'

export type OldReference = Reference & { key: string }

/** What a named invoice answers: there was none here to refer to, or not enough left of those there are. */
const ANSWERED: readonly InvoiceProblem['code'][] = ['nothing-to-credit', 'more-than-left', 'earlier-month-first']

export const lacksInvoice = ({ problems }: Pick<Draft, 'problems'>): boolean =>
  problems.some(({ code }) => ANSWERED.includes(code))

/** `known`: whether a number is one of those that were issued here. */
export function withOldReference(
  draft: Draft,
  named: readonly OldReference[],
  { known, today }: { known: ReadonlySet<string>; today: string },
): Draft {
  const own = named.filter(({ key }) => key === draft.key)
  if (own.length === 0) return draft
  const wrong = own.flatMap(({ number, issue_date }) => [
    ...(lacksInvoice(draft) ? [] : [problem('old-reference-needless', { number })]),
    ...(known.has(number) ? [problem('old-reference-known', { number })] : []),
    ...(issue_date > today ? [problem('old-reference-late', { number, date: issue_date })] : []),
  ])
  const left = draft.problems.filter(({ code }) => !ANSWERED.includes(code))
  const refers_to = [...draft.refers_to, ...own.map(({ number, issue_date }) => ({ number, issue_date }))].sort(
    (a, b) => (a.issue_date + a.number < b.issue_date + b.number ? -1 : 1),
  )
  return { ...draft, refers_to, problems: [...left, ...wrong] }
}
