/**
 * A payer's consent to be debited by one creditor. It is a fact beside the chain, like the IBAN it rests on: the journal
 * knows it by a hash alone. Rules of the SEPA Core direct debit scheme (EPC016-06).
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Payer } from '../sharing/use.ts'
import { addMonths } from '../time.ts'
import { isSepaId } from './debit-text.ts'

export type Mandate = {
  issuer: string
  payer: Payer
  /** UMR, AT-01: unique with the creditor's identifier */
  reference: string
  /** AT-25; null: the signature is missing, and so is the mandate */
  signed: string | null
  scheme: 'CORE' | 'B2B'
  /** first day it holds no more; null: it holds */
  revoked: string | null
}
/** The account it debits. */
export type DebtorAccount = { iban: string | null; name: string; country: string | null }

/** EPC409-09, "List of SEPA scheme countries": IBAN country codes. */
const EEA =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK GF GP MQ RE YT PM BL MF AX'
const OUTSIDE_EEA = 'AD AL CH GB GG GI IM JE MC MD ME MK RS SM VA'
const SEPA = new Set(`${EEA} ${OUTSIDE_EEA}`.split(' '))
const ADDRESS_WANTED = new Set(OUTSIDE_EEA.split(' '))

export const isSepaCountry = (iban: string): boolean => SEPA.has(iban.slice(0, 2))
/** A payer's bank outside the EEA wants the payer's address (Regulation (EU) 2015/847). */
export const wantsAddress = (iban: string): boolean => ADDRESS_WANTED.has(iban.slice(0, 2))

/**
 * No collection presented for 36 months, counted from the latest one even if it was rejected, returned or refunded: the mandate
 * has lapsed, and the creditor may use it no more (EPC016-06 §4.1).
 */
export const MANDATE_MONTHS = 36

export type MandateFlaw =
  | 'no-mandate'
  | 'mandate-unsigned'
  | 'mandate-signed-later'
  | 'mandate-revoked'
  | 'mandate-lapsed'
  | 'mandate-reference-ill-formed'
  | 'no-iban'
  | 'iban-wrong'
  | 'iban-outside-sepa'

export type MandateQuestion = {
  mandate: Mandate | null
  account: DebtorAccount
  /** when it would be used */
  date: string
  /** last day a collection was presented under it, whatever came of it; null: never */
  last_presented: string | null
  isIban(iban: string): boolean
}

/** Null: it may be used on that day. */
export function flawOfMandate({ mandate, account, date, last_presented, isIban }: MandateQuestion): MandateFlaw | null {
  if (mandate === null) return 'no-mandate'
  if (!isSepaId(mandate.reference)) return 'mandate-reference-ill-formed'
  if (mandate.signed === null) return 'mandate-unsigned'
  if (mandate.signed > date) return 'mandate-signed-later'
  if (mandate.revoked !== null && mandate.revoked <= date) return 'mandate-revoked'
  if (date > addMonths(last_presented ?? mandate.signed, MANDATE_MONTHS)) return 'mandate-lapsed'
  const { iban } = account
  if (iban === null) return 'no-iban'
  if (!isIban(iban)) return 'iban-wrong'
  return isSepaCountry(iban) ? null : 'iban-outside-sepa'
}

/** How the journal names it: whoever reads the journal learns no reference, whoever has the mandate finds its use. */
export const mandateKey = (mandate: Pick<Mandate, 'issuer' | 'reference'>): string =>
  bytesToHex(sha256(utf8ToBytes(`${mandate.issuer}/${mandate.reference}`)))

/** Of an IBAN: tells whether the account behind a mandate is another one than last time. */
export const debtorAccountKey = (mandate: Pick<Mandate, 'issuer' | 'reference'>, iban: string): string =>
  bytesToHex(sha256(utf8ToBytes(`${mandate.issuer}/${mandate.reference}/${iban}`)))

/** Letters by their place in the alphabet, then ISO 7064 mod 97-10 (as in an IBAN). */
const mod97 = (text: string): bigint => BigInt([...text].map(char => Number.parseInt(char, 36)).join('')) % 97n

/** SEPA creditor identifier (ICS), AT-02, EPC262-08: country, check digits, three characters of business code that are not checked. */
export function isCreditorId(id: string): boolean {
  const parts = /^([A-Z]{2})(\d{2})([A-Z0-9]{3})([A-Z0-9]{1,28})$/.exec(id)
  if (parts === null) return false
  const [, country = '', check = '', , national = ''] = parts
  if (country === 'FR' && national.length !== 6) return false
  return SEPA.has(country) && mod97(`${national}${country}${check}`) === 1n
}
