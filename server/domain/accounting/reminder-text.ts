/**
 * The letters, in the payer's language while they are friendly, else in French: a kind word, a second one, a formal notice (mise en demeure, Code civil art. 1344). Whoever sends one
 * reads it first. To a consumer no 40 € and no penalty of the trade code is ever claimed.
 */
import type { Reminder } from './reminder.ts'
import { englishLetter, FORMAL_IN_ENGLISH } from './reminder-text-en.ts'

export type ReminderLetter = { subject: string; body: string; language: 'fr' | 'en' }
export type LetterFacts = { issuer: string; name: string; iban: string | null; today: string }

/** Penalties and the recovery charge are claimed in French alone, by their articles: only businesses owe them. */
export function letterOf(reminder: Reminder, facts: LetterFacts, language: 'fr' | 'en' = 'fr'): ReminderLetter {
  const { step, status } = reminder
  if (language === 'fr') return { ...frenchLetter(reminder, facts), language }
  if (step !== 'formal' && status === 'consumer') return { ...englishLetter(reminder, step, facts), language }
  const { subject, body } = frenchLetter(reminder, facts)
  return { subject, body: step === 'formal' ? `${FORMAL_IN_ENGLISH}\n\n${body}` : body, language: 'fr' }
}

function frenchLetter(reminder: Reminder, facts: LetterFacts): { subject: string; body: string } {
  const { step, items, told } = reminder
  const one = items.length === 1
  const subject = `${step === 'second' && told === 0 ? 'Rappel' : SUBJECT[step]} : ${one ? `facture ${items[0]?.document}` : `${items.length} factures`}`
  const body = [
    `Bonjour ${facts.name},`,
    OPENING[step](one, told),
    itemsOf(reminder),
    ...sums(reminder),
    howToPay(facts, items[0]?.document ?? ''),
    one ? 'Une copie de la facture est jointe.' : 'Une copie de chaque facture est jointe.',
    CLOSING[step],
    facts.issuer,
  ]
  return { subject, body: `${body.join('\n\n')}\n` }
}

const SUBJECT = { friendly: 'Petit rappel', second: 'Deuxième rappel', formal: 'Mise en demeure de payer' } as const

const OPENING: Record<Reminder['step'], (one: boolean, told: number) => string> = {
  friendly: one =>
    one
      ? 'Sauf erreur de notre part, la facture ci-dessous n’est pas encore réglée. Peut-être vous a-t-elle échappé.'
      : 'Sauf erreur de notre part, les factures ci-dessous ne sont pas encore réglées. Peut-être vous ont-elles échappé.',
  second: (one, told) =>
    one
      ? `${told === 0 ? 'La' : 'Malgré notre premier message, la'} facture ci-dessous reste impayée. Merci de la régler dès que possible.`
      : `${told === 0 ? 'Les' : 'Malgré notre premier message, les'} factures ci-dessous restent impayées. Merci de les régler dès que possible.`,
  formal: (_one, told) =>
    `${told === 0 ? 'Les' : `Malgré ${told === 1 ? 'notre rappel' : 'nos deux rappels'}, les`} sommes ci-dessous restent impayées. Par la présente, nous vous mettons en demeure de les régler sous huit jours à compter de la réception de cette lettre (article 1344 du Code civil).`,
}
const CLOSING: Record<Reminder['step'], string> = {
  friendly:
    'Si votre paiement est déjà parti, merci de ne pas tenir compte de ce message. Une difficulté ? Parlons-en.',
  second: 'Si quelque chose vous empêche de payer, dites-le-nous : nous chercherons une solution avec vous.',
  formal:
    'À défaut, nous nous réservons d’agir par les voies de droit. Il est encore temps de nous proposer un échéancier.',
}

function itemsOf({ items }: Reminder): string {
  return items
    .map(({ document, due_date, open_cents, credited_cents, late_days }) => {
      const days = late_days === 1 ? '1 jour' : `${late_days} jours`
      const deducted = credited_cents === 0 ? '' : `, déduction faite de ${euros(credited_cents)} à votre crédit`
      return `– ${document}, échue le ${frenchDate(due_date)} (${days} de retard) : ${euros(open_cents)}${deducted}`
    })
    .join('\n')
}

function sums({ open_cents, penalties_cents, recovery_cents, status }: Reminder): string[] {
  const lines = [`Reste à payer : ${euros(open_cents)}`]
  if (status === 'business' && penalties_cents > 0)
    lines.push(`Pénalités de retard à ce jour (article L441-10 du Code de commerce) : ${euros(penalties_cents)}`)
  if (status === 'business' && recovery_cents > 0)
    lines.push(`Indemnité forfaitaire pour frais de recouvrement (article D441-5) : ${euros(recovery_cents)}`)
  return [lines.join('\n')]
}

const howToPay = ({ iban }: LetterFacts, document: string): string =>
  iban === null
    ? `Merci de rappeler le numéro ${document} avec votre paiement.`
    : `Par virement : IBAN ${(iban.match(/.{1,4}/g) ?? []).join(' ')}, en rappelant le numéro ${document}.`

/** Non-breaking as French typography wants it. */
function euros(cents: number): string {
  const whole = `${Math.floor(cents / 100)}`.replace(/\B(?=(\d{3})+$)/g, '\u202f')
  return `${whole},${`${cents % 100}`.padStart(2, '0')}\u00a0€`
}
const frenchDate = (date: string): string => date.split('-').toReversed().join('/')
