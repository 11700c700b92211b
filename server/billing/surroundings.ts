/** What stands on the paper beside the document: the logo it was issued with, and the address that opens the evidence. */
import { createHash } from 'node:crypto'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Logo } from '#server/domain/accounting/stored.ts'
import type { Surroundings } from './pdf/render.ts'

export type Paper = {
  /** bytes that were kept under a hash; null: there are none */
  logo(hash: string): Promise<Uint8Array | null>
  /** an issuer's logo of today */
  logoOf(issuer: string): Promise<Logo | null>
  /** where people open the dashboard; null: no code is printed */
  public_url: string | null
}

export const evidenceUrl = (public_url: string, number: string): string =>
  `${public_url.replace(/\/+$/, '')}/invoices/${encodeURIComponent(number)}`

/** Where a member reads what proves her month, `2026-10/awa`. */
export const proofUrl = (public_url: string | null, id: string): string | null =>
  public_url === null ? null : `${public_url.replace(/\/+$/, '')}/me/proof/${id.split('/')[0]}`

export async function surroundings(document: AccountingDocument, paper: Paper): Promise<Surroundings> {
  const { public_url } = paper
  return {
    logo: await logoOf(document, paper),
    evidence_url: public_url === null ? null : evidenceUrl(public_url, document.number),
  }
}

/** Nothing is printed with another picture than the one it was issued with. */
async function logoOf({ number, issuer, logo }: AccountingDocument, paper: Paper): Promise<Uint8Array | null> {
  if (logo === null) return null
  if (logo === undefined) return (await paper.logoOf(issuer))?.body ?? null
  const body = await paper.logo(logo)
  if (body === null || createHash('sha256').update(body).digest('hex') !== logo)
    throw new Error(`${number}: its logo is ${body === null ? 'missing' : 'not the one it was issued with'}`)
  return body
}
