/** What is missing for a draft, in the reader's language: the same words as the server's refusals. */
import type { DraftProblem, DraftView } from '#server/contract/invoices.ts'
import { inFrench } from '../../api/say-refusal.ts'
import { language } from '../../i18n/index.ts'

/** Answered by another document, not by a name, an address or a number in somebody's file. */
const ABOUT_DOCUMENTS = ['nothing-to-credit', 'more-than-left', 'earlier-month-first', 'advance-not-invoiced']

/** Whether what is missing can be put down in the payer's own file. */
export const isOfPayer = ({ code, params }: Pick<DraftProblem, 'code' | 'params'>): boolean =>
  params.payer !== undefined && !ABOUT_DOCUMENTS.includes(code)

/** Payer and issuer by their names: the server knows them by id. */
export function sayProblem({ code, params, text }: DraftProblem, of: Pick<DraftView, 'name' | 'issuer_name'>): string {
  if (language.value !== 'fr') return text
  const named = {
    ...params,
    ...(params.payer !== undefined && { payer: of.name }),
    ...(params.issuer !== undefined && { issuer: of.issuer_name }),
  }
  return inFrench({ code, params: named, detail: text }).detail ?? text
}
