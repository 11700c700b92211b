/** Signatures under the charter as the outside sees them, and the commitment that ties them to the journal. */
import { createHash } from 'node:crypto'
import type { CharterView, SignatureView, Strokes } from '#server/contract/charter.ts'
import type { Directory } from '#server/domain/directory.ts'
import { type CharterFacts, currentCharter, type SignatureFacts } from '#server/domain/who/charter.ts'
import { at, type Names } from '#server/present/words.ts'
import type { SignatureRow } from './ports.ts'

/** What is kept beside the chain; one of the two is there. */
export type SignatureBody = { name: string | null; strokes: Strokes | null }

export const commitmentOf = (salt: Uint8Array, body: string): string =>
  createHash('sha256').update(salt).update(body).digest('hex')

export const presentCharter = ({ id, version, date, hash, text }: CharterFacts): CharterView => ({
  ...{ id, version, date, hash, text },
})

export function presentSignature(
  facts: SignatureFacts,
  row: SignatureRow | null,
  directory: Directory,
  names: Names,
): SignatureView {
  const kept = row === null ? null : (JSON.parse(row.body) as SignatureBody)
  const intact = row !== null && commitmentOf(row.salt, row.body) === facts.commitment
  return {
    ...{ charter: facts.charter, version: directory.charters.get(facts.charter ?? '')?.version ?? null },
    ...{ hash: facts.hash, at: at(facts.at_ms), how: facts.how, witness: facts.witness },
    witness_name: names.get(facts.witness) ?? facts.witness,
    outdated: facts.hash !== (currentCharter(directory)?.hash ?? null),
    ...{ name: kept?.name ?? null, strokes: kept?.strokes ?? null },
    intact: facts.commitment === null ? null : intact,
  }
}
