/** A finished document and what the journal says of it; and the chain that runs through each series. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { AccountingDocument } from './document.ts'
import type { IssuedEntry } from './entries.ts'

/** What the first document of a series is chained to. */
export const SERIES_GENESIS = '0'.repeat(64)

/** Hex SHA-256 of the link before ‖ number ‖ document hash. */
export const seriesChain = (previous: string, number: string, document_hash: string): string =>
  bytesToHex(sha256(new Uint8Array([...hexToBytes(previous), ...utf8ToBytes(number), ...hexToBytes(document_hash)])))

export type IssuedFigures = Omit<IssuedEntry, 'draft' | 'document_hash' | 'series_chain' | 'by'>

/** What the journal repeats of a document: no name, no address. */
export function figuresOf(document: AccountingDocument): IssuedFigures {
  const { issuer, series, sequence, number, kind, issue_date, period, reason, buyer, terms } = document
  const { net_cents, vat_cents, gross_cents, prepaid_cents, due_cents, statement_hash, closed_n } = document
  return {
    ...{ type: 'issued', issuer, series, sequence, number, kind, issue_date, period, reason, payer: buyer.payer },
    ...{ net_cents, vat_cents, gross_cents, prepaid_cents, due_cents, statement_hash, closed_n },
    due_date: terms.due_date,
    refers_to: document.refers_to.map(reference => reference.number),
    vat_totals: document.vat_totals.map(({ vat, base_cents, vat_cents: of_it }) => ({
      ...{ category: vat.category, rate_bp: vat.rate_bp, base_cents, vat_cents: of_it },
    })),
  }
}
