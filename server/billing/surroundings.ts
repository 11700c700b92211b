/** What stands on the paper beside the document: the issuer's logo from its file, and the address that opens the evidence. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Surroundings } from './pdf/render.ts'

export type Paper = {
  /** `<issuer>.svg`, `.png` or `.jpg` in here is its logo; the first that exists */
  logos_dir: string
  /** where people open the dashboard; null: no code is printed */
  public_url: string | null
}

const PICTURES = ['svg', 'png', 'jpg', 'jpeg']

export const evidenceUrl = (public_url: string, number: string): string =>
  `${public_url.replace(/\/+$/, '')}/invoices/${encodeURIComponent(number)}`

export async function surroundings({ issuer, number }: AccountingDocument, paper: Paper): Promise<Surroundings> {
  return {
    logo: await logoOf(issuer, paper.logos_dir),
    evidence_url: paper.public_url === null ? null : evidenceUrl(paper.public_url, number),
  }
}

/** An issuer's id is a slug (contract §7): it cannot lead out of the directory. */
async function logoOf(issuer: string, dir: string): Promise<Uint8Array | null> {
  for (const ending of PICTURES) {
    try {
      return await readFile(join(dir, `${issuer}.${ending}`))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return null
}
