/** Ids of payments: from what they are, so that the same thing told twice is the same, and never by chance. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from '../canonical.ts'
import { type Payment, payerKey } from './payment-entries.ts'

const digest = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value)))).slice(0, 24)

type Manual = Pick<Payment, 'payer' | 'date' | 'method' | 'amount_cents' | 'reference'> & { issuer: string }
/** `twins`: how many like it are recorded already. */
export const paymentId = ({ issuer, payer, date, method, amount_cents, reference }: Manual, twins: number): string =>
  `p-${digest([issuer, payerKey(payer), date, method, amount_cents, reference, twins])}`

/** Of a bank line, the n-th payment it holds. */
export const linePaymentId = (line: string, nth: number): string => `p-${digest([line, nth])}`

/** A thing is written off once a day at most: what comes to be left of it again is another difference. */
export const writeOffId = (of: { issuer: string; item: string; date: string; cents: number }): string =>
  `w-${digest([of.issuer, of.item, of.date, of.cents])}`

type LineText = {
  issuer: string
  date: string
  cents: number
  text: string
  name: string | null
  servicer_ref: string | null
}
/**
 * The line's fingerprint: by the bank's own reference where it has one, else by all that is in it. `nth` tells lines of one
 * statement apart that are alike in everything: two coffees of one day.
 */
export const lineId = ({ issuer, date, cents, text, name, servicer_ref }: LineText, nth: number): string =>
  `l-${digest(servicer_ref === null ? [issuer, date, cents, text, name, nth] : [issuer, date, cents, servicer_ref, nth])}`
