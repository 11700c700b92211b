/**
 * The friendly letters in English, for members who read it. They say what the French ones say; a formal notice stays French, the
 * language of the invoices and of the courts, with one English sentence above it.
 */
import type { Reminder } from './reminder.ts'
import type { LetterFacts } from './reminder-text.ts'

type Asked = Exclude<Reminder['step'], 'formal'>

export const FORMAL_IN_ENGLISH =
  'This is a formal notice to pay (mise en demeure), in French because French law governs it: please pay what is listed within eight days, or write to us.'

export function englishLetter(reminder: Reminder, step: Asked, facts: LetterFacts): { subject: string; body: string } {
  const { items, told, open_cents } = reminder
  const [document = ''] = items.map(one => one.document)
  const one = items.length === 1
  const subject = `${subjectOf(step, told)}: ${one ? `invoice ${document}` : `${items.length} invoices`}`
  const body = [
    `Hello ${facts.name},`,
    openingOf(step, one, told),
    itemsOf(reminder),
    `Left to pay: ${euros(open_cents)}`,
    howToPay(facts, document),
    one ? 'A copy of the invoice is attached.' : 'A copy of each invoice is attached.',
    CLOSING[step],
    facts.issuer,
  ]
  return { subject, body: `${body.join('\n\n')}\n` }
}

function subjectOf(step: Asked, told: number): string {
  if (step === 'friendly') return 'A small reminder'
  return told === 0 ? 'Reminder' : 'Second reminder'
}

function openingOf(step: Asked, one: boolean, told: number): string {
  const [invoices, are, them] = one ? ['invoice', 'is', 'it'] : ['invoices', 'are', 'them']
  if (step === 'friendly')
    return `Unless we are mistaken, the ${invoices} below ${are} not paid yet. Perhaps you overlooked ${them}.`
  return `${told === 0 ? 'The' : 'In spite of our first message the'} ${invoices} below ${are} still unpaid. Please pay ${them} as soon as you can.`
}

const CLOSING: Record<Asked, string> = {
  friendly: 'If your payment is on its way, please ignore this message. Is something difficult? Let us talk about it.',
  second: 'If something keeps you from paying, tell us: we will look for a way with you.',
}

const itemsOf = ({ items }: Reminder): string =>
  items
    .map(({ document, due_date, open_cents, credited_cents, late_days }) => {
      const credit = credited_cents === 0 ? '' : `, after ${euros(credited_cents)} that stood to your credit`
      const late = late_days === 1 ? '1 day' : `${late_days} days`
      return `– ${document}, due on ${dayOf(due_date)} (${late} late): ${euros(open_cents)}${credit}`
    })
    .join('\n')

const howToPay = ({ iban }: LetterFacts, document: string): string =>
  iban === null
    ? `Please give the number ${document} with your payment.`
    : `By transfer: IBAN ${(iban.match(/.{1,4}/g) ?? []).join(' ')}, giving the number ${document}.`

const euros = (cents: number): string =>
  `€${`${Math.floor(cents / 100)}`.replace(/\B(?=(\d{3})+$)/g, ',')}.${`${cents % 100}`.padStart(2, '0')}`
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
function dayOf(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${MONTHS[(month ?? 1) - 1]} ${year}`
}
