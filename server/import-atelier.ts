/** An atelier file into the ledger: one journal entry for the facts, names and addresses beside the chain. */
import type { AtelierFile } from './contract/atelier.ts'
import { emptyDirectory } from './domain/directory.ts'
import type { IssuerBankPart } from './domain/records.ts'
import { type KnownMandates, mandateProblems, mandatesOf } from './ingest/atelier/mandates.ts'
import { parseAtelier } from './ingest/atelier/parse.ts'
import type { Problem } from './ingest/atelier/problems.ts'
import { datedInClosed } from './late-facts.ts'
import type { Ledger } from './ledger/ledger.ts'

export type Imported = { kind: 'imported'; file: AtelierFile } | { kind: 'problems'; problems: Problem[] }

/** All or nothing; with problems nothing is written. */
export async function importAtelier(ledger: Ledger, text: string): Promise<Imported> {
  const settings = await ledger.settings()
  const present = settings === null ? emptyDirectory() : (await ledger.present()).directory
  const badge_key = settings?.badge_key ?? '0'.repeat(64)
  const first = parseAtelier(text, present, badge_key)
  if (first.kind === 'problems') return first
  const late = datedInClosed(first.file, present, (await ledger.closings()).at(-1)?.period ?? null)
  const unsound = [...late, ...mandateProblems(first.file, await knownMandates(ledger, first.banks))]
  if (unsound.length > 0) return { kind: 'problems', problems: unsound }
  // The key is made with the site, and the site is known only from a file without problems.
  const key = settings?.badge_key ?? (await ledger.setUp(first.file.site)).badge_key
  const parsed = settings === null ? parseAtelier(text, present, key) : first
  if (parsed.kind === 'problems') return parsed
  // Names first: killed in between, there are names of people not yet members, and never members without a name.
  await ledger.putPersons(parsed.persons)
  await ledger.putContacts(parsed.contacts)
  await ledger.putBanks(parsed.banks)
  for (const mandate of mandatesOf(parsed.file)) await ledger.putMandate(mandate)
  await ledger.appendDirectory([{ type: 'import', facts: parsed.facts }], Date.now())
  return { kind: 'imported', file: parsed.file }
}

/** What the file does not name of a bank stays. */
async function knownMandates(ledger: Ledger, told: readonly IssuerBankPart[]): Promise<KnownMandates> {
  const creditors = new Map((await ledger.banks()).map(one => [one.issuer, one.sepa_creditor_id]))
  for (const { issuer, sepa_creditor_id } of told)
    if (sepa_creditor_id !== undefined) creditors.set(issuer, sepa_creditor_id)
  const collectors = new Set([...creditors].flatMap(([issuer, id]) => (id === null ? [] : [issuer])))
  return { collectors, present: await ledger.mandates() }
}
