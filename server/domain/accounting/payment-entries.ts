/**
 * The words of money that moves: payments, what comes back of them, files for the bank, reminders. Amounts and references
 * only: IBAN, mandate references, names and the bank's texts stay outside the chain, the journal holds ids and hashes.
 */
import type { Payer } from '../sharing/use.ts'

export type PaymentMethod = 'transfer' | 'debit' | 'cash' | 'cheque' | 'card'

/**
 * What a payment is for: the number of a document, `opening/<id>` of a balance from the old books, or `fee/<payment>`. Money
 * that goes out names credit notes with negative cents.
 */
export type Allocation = { item: string; cents: number }

/** Positive: it came in. Negative: it went back to the payer. What is not allocated stands to the payer's credit. */
export type Payment = {
  id: string
  payer: Payer
  date: string
  method: PaymentMethod
  amount_cents: number
  allocations: Allocation[]
  /** of a cheque or a receipt; names nobody */
  reference: string | null
  /** the bank's file that asked for it */
  run: string | null
}

export type PaidEntry = {
  type: 'paid'
  issuer: string
  payment: Payment
  /** fingerprint of the statement's line, which may hold several payments; it is used once. Null: by hand */
  line: string | null
  by: string
}

/** Credit that stood free is put to items later. `payment` or the credit note it comes from. */
export type AllocatedEntry = {
  type: 'allocated'
  issuer: string
  payer: Payer
  date: string
  from: string
  allocations: Allocation[]
  by: string
}

/** A payment went back, wholly: R-transaction of a debit, an unpaid cheque, or a slip of the hand. */
export type ReturnedEntry = {
  type: 'returned'
  issuer: string
  payment: string
  date: string
  /** ISO 20022 ExternalReturnReason1Code, or `CHQ` `ERR` (payment-reasons.ts) */
  reason: string
  /** what the payer is charged for it; 0: nothing */
  fee_cents: number
  line: string | null
  by: string
}

/**
 * A person lets a small difference be: what a payment left of an invoice (positive, a loss), or what it brought too much
 * (negative, a gain).
 */
export type WrittenOffEntry = {
  type: 'written-off'
  issuer: string
  id: string
  payer: Payer
  date: string
  /** the document, or the payment whose rest it is */
  item: string
  cents: number
  by: string
}

export type DebitSequence = 'FRST' | 'RCUR'
export type RunItem = {
  /** EndToEndId: the number of the document */
  document: string
  payer: Payer
  cents: number
  /** when the bank is asked to collect or to pay */
  date: string
  /** hashes of mandate and IBAN (mandate.ts). Null: a credit transfer */
  debit: { sequence: DebitSequence; mandate: string; account: string } | null
}
/** A file for the bank was made. Its hash says which; the same run is never made twice. */
export type RunEntry = {
  type: 'run'
  issuer: string
  /** MsgId, at most 35 characters */
  run: string
  kind: 'debit' | 'refund'
  format: string
  date: string
  items: RunItem[]
  /** hex SHA-256 of the file's bytes */
  file_hash: string
  by: string
}
/** It never went to the bank. */
export type RunCancelledEntry = { type: 'run-cancelled'; issuer: string; run: string; date: string; by: string }
/** The bank refused one item before any money moved: the document is open as before. */
export type DroppedEntry = {
  type: 'dropped'
  issuer: string
  run: string
  document: string
  date: string
  reason: string
  line: string | null
  by: string
}

/** A document is disputed (or no more): nothing is collected and nobody reminded for it. */
export type DisputedEntry = {
  type: 'disputed'
  issuer: string
  document: string
  disputed: boolean
  date: string
  reason: string
  by: string
}

export type ReminderStep = 'friendly' | 'second' | 'formal'
export type RemindedEntry = {
  type: 'reminded'
  issuer: string
  payer: Payer
  step: ReminderStep
  date: string
  documents: string[]
  /** hex SHA-256 of the text that was sent */
  text_hash: string
  by: string
}

export type MoneyMovedEntry =
  | PaidEntry
  | AllocatedEntry
  | ReturnedEntry
  | RunEntry
  | RunCancelledEntry
  | DroppedEntry
  | DisputedEntry
  | WrittenOffEntry
  | RemindedEntry

export const payerKey = (payer: Payer): string => `${payer.kind}/${payer.id}`

/** What an entry is about, by which the ledger finds it again. */
export function subjectsOfMoney(entry: MoneyMovedEntry): string[] {
  switch (entry.type) {
    case 'paid':
      return [entry.payment.id, payerKey(entry.payment.payer)]
    case 'allocated':
    case 'reminded':
      return [payerKey(entry.payer)]
    case 'returned':
      return [entry.payment]
    case 'written-off':
      return [entry.id, payerKey(entry.payer)]
    case 'run':
    case 'run-cancelled':
      return [entry.run]
    case 'dropped':
      return [entry.run, entry.document]
    case 'disputed':
      return [entry.document]
  }
}
