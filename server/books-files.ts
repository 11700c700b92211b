/** What the books ask of billing: the bytes of their files. For the command line and for HTTP alike. */
import { createHash } from 'node:crypto'
import { fecFile } from '#server/billing/fec/file.ts'
import type { BooksFiles } from '#server/bookkeeping/ports.ts'
import { spreadsheet } from '#server/contract/spreadsheet.ts'

export const booksFiles: BooksFiles = {
  fec: fecFile,
  csv: rows => new TextEncoder().encode(`${spreadsheet(rows)}\r\n`),
  hash: bytes => createHash('sha256').update(bytes).digest('hex'),
}
