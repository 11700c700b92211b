/** What is missing for a draft, in the reader's language: the same words as the server's refusals. */
import type { DraftProblem, DraftView } from '#server/contract/invoices.ts'
import { inFrench } from '../../api/say-refusal.ts'
import { language } from '../../i18n/index.ts'

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
