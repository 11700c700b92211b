/**
 * The sentences a document must carry, in the order they are printed. Each says where the law asks for it; the codes are the
 * subjects of BR-FR-05 (UNTDID 4451).
 */
import type { AccountingDocument, Buyer, DocumentLine, Mention, Reference } from './document.ts'
import type { InvoicingFacts } from './settings.ts'
import { dateWords, listWords, percentWords, periodWords } from './words.ts'

/** D441-5 Code de commerce. */
export const RECOVERY_CENTS = 4_000

export type ToMention = {
  kind: AccountingDocument['kind']
  reason: AccountingDocument['reason']
  period: string
  buyer: Pick<Buyer, 'status'>
  lines: readonly Pick<DocumentLine, 'vat' | 'adjusts'>[]
  refers_to: readonly Reference[]
  operation: AccountingDocument['operation']
  vat_on_debits: boolean
  /** advances, settled at the year's end */
  provisional: boolean
  invoicing: Pick<InvoicingFacts, 'penalty_percent' | 'discount' | 'sentences'>
}

export function mentionsOf(of: ToMention): Mention[] {
  const business = of.buyer.status === 'business'
  return [
    ...plain(reference(of)),
    ...plain(`Période : ${periodWords(of.period)}.`), // 242 nonies A, I 10°: date of supply
    ...(of.provisional ? plain('Montants provisionnels, régularisés en fin d’année sur les charges réelles.') : []),
    ...exemptions(of.lines), // I 12°
    ...(of.vat_on_debits ? plain('Option pour le paiement de la taxe d’après les débits') : []), // I 11° bis
    ...(business ? plain(`Catégorie de l’opération : ${OPERATION[of.operation]}.`) : []), // I 8° bis
    ...(business && of.kind === 'invoice' ? late(of.invoicing) : []),
    ...of.invoicing.sentences.flatMap(plain),
  ]
}

const plain = (text: string | null): Mention[] => (text === null ? [] : [{ code: null, text }])

const OPERATION: Record<AccountingDocument['operation'], string> = {
  services: 'prestation de services',
  goods: 'livraison de biens',
  mixed: 'livraison de biens et prestation de services',
}

/** CGI art. 289, I 5: what changes an invoice refers to it specifically and unequivocally. */
function reference({ kind, reason, refers_to }: ToMention): string | null {
  if (refers_to.length === 0) return null
  const named = listWords(refers_to.map(({ number, issue_date }) => `${number} du ${dateWords(issue_date)}`))
  const many = refers_to.length > 1
  if (kind === 'credit-note') return `Avoir sur ${many ? 'les factures' : 'la facture'} ${named}.`
  if (reason === 'settlement')
    return `Régularisation des provisions ${many ? 'des factures' : 'de la facture'} ${named}.`
  return `Rectifie ${many ? 'les factures' : 'la facture'} ${named}.`
}

const exemptions = (lines: ToMention['lines']): Mention[] =>
  [...new Set(lines.flatMap(({ vat }) => (vat.exemption === null ? [] : [vat.exemption.text])))].flatMap(plain)

/** L441-9, I and L441-10, II Code de commerce: between professionals only. */
function late({ penalty_percent, discount }: ToMention['invoicing']): Mention[] {
  return [
    {
      code: 'PMT',
      text: `Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 € (art. D441-5 du Code de commerce).`,
    },
    ...(penalty_percent === null
      ? []
      : [
          {
            code: 'PMD',
            text: `Pénalités de retard au taux annuel de ${percentWords(penalty_percent)}, exigibles sans rappel dès le jour suivant l’échéance (art. L441-10 du Code de commerce).`,
          },
        ]),
    { code: 'AAB', text: discount },
  ]
}
