/** What is missing for a draft, in the reader's language: the same words as the server's refusals. */
import type { DraftProblem } from '#server/contract/invoices.ts'
import { inFrench } from '../../api/say-refusal.ts'
import { language } from '../../i18n/index.ts'

/** `name`: of the payer, whom the server knows by id. */
export function sayProblem({ code, params, text }: DraftProblem, name: string): string {
  if (language.value !== 'fr') return text
  const named = params.payer === undefined ? params : { ...params, payer: name }
  return inFrench({ code, params: named, detail: text }).detail ?? text
}
