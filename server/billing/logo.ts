/**
 * An issuer's logo: what it is now, and whether it can be drawn. A document that was issued with one that cannot would never have a
 * PDF, so it is tried before.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Letterhead } from '#server/accounts/ports.ts'
import type { Logo } from '#server/domain/accounting/stored.ts'

/** It is in every PDF that is mailed; a logo of plain paths has 20 kB. */
export const LOGO_BYTES_MAX = 512 * 1_024

const PICTURES = ['svg', 'png', 'jpg', 'jpeg']

/** An issuer's id is a slug (contract §7): it cannot lead out of the directory. */
async function logoFile(issuer: string, dir: string): Promise<Logo | null> {
  for (const ending of PICTURES) {
    try {
      const body = await readFile(join(dir, `${issuer}.${ending}`))
      return { hash: createHash('sha256').update(body).digest('hex'), body }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return null
}

export type UploadedLogos = { issuerLogo(issuer: string): Promise<Logo | null | undefined> }

/** The one that was uploaded, else the file `logos/<issuer>.svg`, `.png` or `.jpg` of the data directory. */
export const logoSource =
  (uploaded: UploadedLogos, dir: string) =>
  async (issuer: string): Promise<Logo | null> => {
    const own = await uploaded.issuerLogo(issuer)
    return own === undefined ? logoFile(issuer, dir) : own
  }

/** An issuer's logo of today, tried once for each picture. */
export function letterheads(logoOf: (issuer: string) => Promise<Logo | null>): (issuer: string) => Promise<Letterhead> {
  const tried = new Map<string, string | null>()
  return async issuer => {
    const logo = await logoOf(issuer)
    if (logo === null) return { logo, problem: null }
    const known = tried.get(logo.hash)
    const problem = known === undefined ? await logoProblem(logo.body) : known
    tried.set(logo.hash, problem)
    return { logo, problem }
  }
}

/** What keeps a picture from being anybody's logo, in words; null: it can be drawn. */
export async function logoProblem(body: Uint8Array): Promise<string | null> {
  if (body.length > LOGO_BYTES_MAX) return `it has ${body.length} bytes, ${LOGO_BYTES_MAX} at most may be`
  const [{ default: PDFDocument }, { drawLogo }] = await Promise.all([import('pdfkit'), import('./pdf/logo.ts')])
  const pdf = new PDFDocument({ font: '' })
  const done = new Promise<void>((resolve, reject) => {
    pdf.on('end', resolve)
    pdf.on('error', reject)
  })
  pdf.resume()
  try {
    drawLogo(pdf, body, 0)
    pdf.end()
    await done
    return null
  } catch (error) {
    return (error as Error).message
  }
}
