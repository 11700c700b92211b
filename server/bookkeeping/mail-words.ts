/** What a mail with an invoice or a credit note says: text and a simple page of the same words. Members read their own language, everybody else French. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { type MailLanguage, mailPage } from '#server/domain/mail/page.ts'

export type MailWords = { subject: string; text: string; html: string }

export function documentMail(document: AccountingDocument, language: MailLanguage): MailWords {
  const words = language === 'en' ? english(document) : french(document)
  const { subject, greeting, body, closing, small } = words
  const html = mailPage({ subject, language, paragraphs: [greeting, ...body, closing], small })
  return { subject, text: textOf(words), html }
}

type Words = { subject: string; greeting: string; body: string[]; closing: string; small: string }

function french(document: AccountingDocument): Words {
  const { kind, number, seller, buyer, due_cents, gross_cents, refers_to } = document
  const credit = kind === 'credit-note'
  const amount = money(credit ? gross_cents : due_cents, 'fr-FR')
  const of = refers_to.map(one => `n° ${one.number}`).join(', ')
  return {
    subject: credit ? `Avoir ${number} – ${seller.name}` : `Facture ${number} – ${seller.name}`,
    greeting: `Bonjour ${buyer.name},`,
    body: [
      credit
        ? `Veuillez trouver ci-joint l’avoir n° ${number}, d’un montant de ${amount}${of === '' ? '' : `, sur ${of}`}.`
        : `Veuillez trouver ci-joint la facture n° ${number} (${periodFr(document)}), d’un montant de ${amount}.`,
      ...(credit ? [] : [frenchTerms(document)]),
      'Le fichier joint porte la facture lisible et ses données (Factur-X) : votre logiciel de comptabilité sait le lire.',
    ],
    closing: seller.name,
    small: 'Une question, une erreur ? Répondez simplement à ce message.',
  }
}

/** Amount, day, mandate and creditor: what a payer has to be told ahead of a debit (SEPA Core rulebook, AT-59). */
function frenchTerms({ terms, seller, number, due_cents }: AccountingDocument): string {
  const { means, due_date } = terms
  if (means.kind === 'debit')
    return `Vous n’avez rien à faire : elle sera prélevée le ${day(means.date, 'fr-FR')}, pour ${money(due_cents, 'fr-FR')}. Référence unique du mandat (RUM) : ${means.mandate} ; identifiant créancier SEPA (ICS) : ${means.creditor}. Ce message vaut notification préalable du prélèvement.`
  if (means.kind === 'none' || seller.iban === null) return `Elle est à régler avant le ${day(due_date, 'fr-FR')}.`
  return `Elle est à régler avant le ${day(due_date, 'fr-FR')}, par virement sur le compte ${grouped(seller.iban)}, référence ${number}.`
}

function english(document: AccountingDocument): Words {
  const { kind, number, seller, buyer, due_cents, gross_cents, refers_to } = document
  const credit = kind === 'credit-note'
  const amount = money(credit ? gross_cents : due_cents, 'en-GB')
  const of = refers_to.map(one => `no. ${one.number}`).join(', ')
  return {
    subject: credit ? `Credit note ${number} – ${seller.name}` : `Invoice ${number} – ${seller.name}`,
    greeting: `Hello ${buyer.name},`,
    body: [
      credit
        ? `Please find attached credit note no. ${number} of ${amount}${of === '' ? '' : `, on ${of}`}.`
        : `Please find attached invoice no. ${number} (${document.period}) of ${amount}.`,
      ...(credit ? [] : [englishTerms(document)]),
      'The file holds the invoice to read and its data (Factur-X), which accounting software can take in.',
    ],
    closing: seller.name,
    small: 'A question, or a mistake? Just answer this message.',
  }
}

function englishTerms({ terms, seller, number, due_cents }: AccountingDocument): string {
  const { means, due_date } = terms
  if (means.kind === 'debit')
    return `There is nothing to do: ${money(due_cents, 'en-GB')} will be collected on ${day(means.date, 'en-GB')}. Mandate reference (UMR): ${means.mandate}; SEPA creditor identifier: ${means.creditor}. This message is the notification of the debit.`
  if (means.kind === 'none' || seller.iban === null) return `It is due by ${day(due_date, 'en-GB')}.`
  return `It is due by ${day(due_date, 'en-GB')}, by transfer to account ${grouped(seller.iban)}, reference ${number}.`
}

const periodFr = ({ period }: AccountingDocument): string =>
  period.length === 4
    ? `régularisation ${period}`
    : new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        Date.parse(`${period}-01`),
      )
const day = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(iso),
  )
const money = (cents: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(cents / 100)
const grouped = (iban: string): string => iban.replaceAll(/(.{4})(?=.)/g, '$1 ')

const textOf = ({ greeting, body, closing, small }: Words): string =>
  [greeting, ...body, closing, `-- \n${small}`].join('\n\n')
