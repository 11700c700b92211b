/** The sentences of the law as notes (BG-1), each under the subject code French platforms look for. */
import type { AccountingDocument, Buyer } from '#server/domain/accounting/document.ts'
import { type Element, el, optional, text } from './element.ts'

const note = (content: string, code: string | null): Element =>
  el('ram:IncludedNote', text('ram:Content', content), optional('ram:SubjectCode', code))

/** BR-FR-20: which way an approved platform takes the document. A consumer's is reported, not delivered. */
function treatment(buyer: Buyer): string {
  if (buyer.status === 'consumer') return 'B2C'
  return buyer.address.country === 'FR' ? 'B2B' : 'B2BINT'
}

export const notes = (document: AccountingDocument): Element[] => [
  ...document.mentions.map(mention => note(mention.text, mention.code)),
  note(treatment(document.buyer), 'BAR'),
]
