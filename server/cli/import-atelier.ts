/** The import as the command line says it: what is wrong with a file, a line each. */
import type { AtelierFile } from '#server/contract/atelier.ts'
import { importAtelier as imported } from '#server/import-atelier.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { CliError } from './output.ts'

export async function importAtelier(ledger: Ledger, text: string): Promise<{ file: AtelierFile }> {
  const result = await imported(ledger, text)
  if (result.kind === 'imported') return { file: result.file }
  throw new CliError(result.problems.map(sentenceOf))
}

export const sentenceOf = ({ path, message }: { path: string; message: string }): string =>
  path === '' ? message : `${path}: ${message}`
