/**
 * Why something a person asked for is refused: a stable code and what fills its blanks. Whoever answers a person words it; the
 * English sentence stands here, where the rule is known, the French one in `dashboard/i18n/refusals.ts`.
 */
export const DOMAIN_REFUSALS = {
  'no-machine': 'there is no machine "{id}"',
  'no-member': 'there is no member "{id}"',
  'no-organisation': 'there is no organisation "{id}"',
  'no-category': 'there is no category "{id}"',
  'no-issuer': 'there is no issuer "{id}"',
  'no-pool': 'there is no pool "{id}"',
  'no-pack': 'there is no pack "{id}"',
  'no-consumable': 'there is no consumable "{id}"',
  'no-order': 'there is no order "{id}"',
  'no-step': 'there is no step "{id}"',
  'no-reservation': 'there is no reservation "{id}"',
  'no-event': 'there is no event "{id}"',
  'no-closure': 'there is no closure "{id}"',

  'member-exists': '{id} is a member already',
  'badge-taken': 'this badge already belongs to {member}',
  'ends-before-it-begins': 'it ends before it begins',
  'too-long': 'it lasts too long',
  'over-already': 'it is over already',
  'too-far-ahead': 'it lies too far ahead',
  'not-qualified': '{member} does not hold {qualification}, which {machine} asks for',
  'reserved-then': '{machine} is reserved then ({id})',
  'event-then': '{machine} is taken by {name} then ({id})',

  'id-taken': '{id} is taken: correct it with another of the opposite sign',
  'tariff-exists': 'tariff {id} exists: end it, and let another one follow',
  'pool-exists': 'pool {id} exists: end it, and let another one follow',
  'tariffs-overlap': '{a} and {b} both price {machine} from the same day, and neither is more specific',
  'tariffs-overlap-everywhere': '{a} and {b} both price every machine from the same day, and neither is more specific',
  'weights-of-nothing': 'the weights sum to nothing',
  'subsidy-too-large': 'the subsidy is larger than the amount',
  'lends-to-itself': '{issuer} lends to itself',

  'period-closed': '{period} is closed already',
  'earlier-period-open': '{period} is still open: months close one after the other',
  'period-not-over': '{period} is not over',
  'period-on-trial':
    '{period} is on trial (until {until}): it is computed and never closed; to let it count, end the trial first',
  'items-wait': '{count} of its items wait for a decision',

  'session-open': 'the session is still open',
  'session-open-settle': 'the session is still open: end it, or settle it by what is counted',
  'session-ended-settle': 'the session has ended: settle it by what was measured',
  'session-still-heard': 'it is still heard of: end it, or wait ten minutes after its last message',
  'not-confirmed': 'the member has not confirmed it',
  'not-confirmed-counts-for-nothing': 'the member has not confirmed it: it counts for nothing',
  'nobody-badged': 'nobody badged: say who bears it',
  'split-outside': 'it is split outside of its own time',
  'no-edge': 'its current has no edge to split it at',
  'nothing-proposed': 'nothing obvious can be proposed',
  'not-of-this-period': 'nothing of this month has this id',
  'ends-in-the-future': 'it ends in the future',
  'longer-than-a-day': 'it is longer than 24 hours',
  'worked-longer-than-it-lasted': 'it worked for longer than it lasted',
  'declared-already': 'it is declared already',
  'answered-already': 'it is answered already',
  'contested-already': 'it is contested already and waits for an answer',
  'contested-answer-it': 'it is contested: answer the contest',
  'contest-too-late': 'it could be contested until {date}, {days} days after {period} was closed',
  'say-what-holds': 'say what holds instead',

  'payment-of-nothing': 'the amount is nothing, or more than ten million euros',
  'date-in-the-future': '{date} is still to come',
  'fec-needs-siren': '{issuer} has no SIREN, by which the file is named: give it in the atelier file',
  'months-open': '{months} of {year} are still open',
  'year-not-over': '{year} is not over',
  'payments-unmatched': '{count} payments of {year} pay nothing yet: match them, or keep them as advances',
  'closed-before': '{year} is closed already',
  'no-mail-relay': 'there is no mail server: set NAVETTE_SMTP_URL',
  'no-such-mail': 'there is no mail {id}, or it is on its way',
  'mail-address-missing': '{payer} has no mail address any more',
  'year-closed': 'the year {year} of {issuer} is closed: date it later, or ask the accountant',
  'allocated-more-than-paid': 'more is put to invoices than was paid',
  'not-theirs-to-pay': '{item} is nothing this payer owes',
  'more-than-open': 'less than that is left to pay of {item}',
  'refund-exceeds-credit': 'that is more than stands to the payer’s credit',
  'recorded-already': 'the same payment is recorded already: say so if there are two',
  'no-payment': 'there is no payment "{id}"',
  'no-payer': '{id} owes nothing and is owed nothing here',
  'returned-already': 'it has come back already',
  'returned-before-it-came': 'it would have come back before it came',
  'no-such-reason': 'there is no reason "{reason}"',
  'no-fee-on-a-refund': 'nobody is charged for a refund',
  'no-bank-line': 'there is no line "{id}" of a statement',
  'line-used-already': 'this line is recorded already',
  'line-of-another-sum': 'the line is of another amount',
  'line-without-proposal': 'nothing speaks for anybody: say who paid',
  'collection-first': 'the collection it comes from is not recorded yet: record that first',
  'no-run': 'there is no bank file "{id}"',
  'run-cancelled-already': 'this bank file is cancelled already',
  'run-moved-money': 'money has moved on this bank file: reject what came back one by one',
  'run-file-changed': 'the kept file is not the one whose hash was recorded',
  'item-not-with-the-bank': 'the bank has not been asked for {document}',
  'nothing-to-collect': 'there is nothing the bank can be asked for',
  'issuer-without-bank': '{issuer} has no valid IBAN to collect on',
  'issuer-without-creditor-id': '{issuer} has no valid SEPA creditor identifier',
  'bank-file-flawed': 'the file would be refused: {flaws}',
  'no-such-document': 'no document "{id}" was issued',
  'nothing-to-remind': 'there is nothing to remind {id} of',
} as const

export type DomainRefusal = keyof typeof DOMAIN_REFUSALS
export type RefusalParams = Readonly<Record<string, string | number>>
export type Said<Code extends string = DomainRefusal> = { code: Code; params: RefusalParams }

export const said = (code: DomainRefusal, params: RefusalParams = {}): Said => ({ code, params })

/** The sentence with its blanks filled; a blank nothing is known for stays seen. */
export const filled = (sentence: string, params: RefusalParams): string =>
  sentence.replace(/\{(\w+)\}/g, (blank, name: string) => String(params[name] ?? blank))

export const wordsOf = ({ code, params }: Said): string => filled(DOMAIN_REFUSALS[code], params)
