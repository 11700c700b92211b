/** An atelier file into the ledger: one journal entry for the facts, names and addresses beside the chain. */
import type { AtelierFile } from '#server/contract/atelier.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import { parseAtelier } from '#server/ingest/atelier/parse.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { CliError } from './output.ts'

export type Imported = { file: AtelierFile }

export async function importAtelier(ledger: Ledger, text: string): Promise<Imported> {
  const settings = await ledger.settings()
  const present = settings === null ? emptyDirectory() : (await ledger.present()).directory
  const badge_key = settings?.badge_key ?? '0'.repeat(64)
  const first = parseAtelier(text, present, badge_key)
  if (first.kind === 'problems')
    throw new CliError(first.problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)))
  // The key is made with the site, and the site is known only from a file without problems.
  const key = settings?.badge_key ?? (await ledger.setUp(first.file.site)).badge_key
  const parsed = settings === null ? parseAtelier(text, present, key) : first
  if (parsed.kind === 'problems') throw new CliError(parsed.problems.map(problem => problem.message))
  // Names first: killed in between, there are names of people not yet members, and never members without a name.
  await ledger.putPersons(parsed.persons)
  await ledger.putContacts(parsed.contacts)
  await ledger.putBanks(parsed.banks)
  await ledger.appendDirectory([{ type: 'import', facts: parsed.facts }], Date.now())
  return { file: parsed.file }
}
