/** `navette export facturx`: each document of a month or year as the file an approved platform takes, and its XML beside it. */
import { join } from 'node:path'
import type { DocumentFiles } from '#server/accounts/ports.ts'
import { createDocumentFiles } from '#server/billing/files.ts'
import { paperOf } from '#server/billing/paper.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { makeDirectory } from '#server/make-directory.ts'
import { configured } from '../context.ts'
import { billedPeriod, withAccounts } from '../invoices.ts'
import { CliError, print } from '../output.ts'
import { progressOn } from '../progress.ts'
import { writeWhole } from '../whole-file.ts'

type Options = { to: string; issuer?: string; json?: boolean }
type Written = { number: string; pdf: string; xml: string }

export async function exportFacturx(period: string, { to, issuer, json }: Options): Promise<void> {
  const query = { period: billedPeriod(period), ...(issuer !== undefined && { issuer }) }
  const written = await withAccounts(async (_parts, ledger) => {
    const documents = await ledger.documents(query)
    if (documents.length === 0)
      throw new CliError(`nothing was issued for ${period}: see "navette invoice issue ${period}"`)
    directory(to)
    const files = createDocumentFiles(paperOf(configured(), ledger))
    try {
      return await all(documents, to, files)
    } finally {
      await files.close()
    }
  })
  print({ period, directory: to, documents: written }, textOf(written, to), json)
}

function directory(path: string): void {
  try {
    makeDirectory(path)
  } catch (error) {
    throw new CliError(`cannot make the directory ${path}: ${(error as Error).message}`)
  }
}

async function all(documents: readonly AccountingDocument[], to: string, files: DocumentFiles): Promise<Written[]> {
  const progress = progressOn(process.stderr, 'Factur-X')
  const written: Written[] = []
  for (const document of documents) {
    written.push(await one(document, to, files))
    progress(written.length / documents.length)
  }
  return written
}

async function one(document: AccountingDocument, to: string, files: DocumentFiles): Promise<Written> {
  const { number } = document
  const name = number.replaceAll('/', '-')
  const paths = { pdf: join(to, `${name}.pdf`), xml: join(to, `${name}.xml`) }
  writeWhole(paths.pdf, await files.pdf(document))
  writeWhole(paths.xml, await files.xml(document))
  return { number, ...paths }
}

const textOf = (written: readonly Written[], to: string): string[] => [
  `${written.length} documents in ${to}, each as PDF with its XML inside, and the XML alone:`,
  ...written.map(({ number }) => `  ${number}`),
]
