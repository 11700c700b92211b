import type { Seller } from '#server/domain/accounting/document.ts'
import { euros } from './amounts.ts'

/** The letterhead's line: what kind of person, its capital and its register (Code de commerce R123-238). Null: nothing to say. */
export function legalLine({ legal_form, capital_cents, register }: Seller): string | null {
  const capital = capital_cents === null ? null : `au capital de ${euros(capital_cents)}`
  const form = [legal_form, capital].filter(part => part !== null).join(' ')
  return [form, register].filter(part => part !== null && part !== '').join(', ') || null
}
