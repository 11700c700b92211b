/**
 * What somebody drew or typed under the charter lies beside the chain, which holds a salted hash of it: another drawing in its place
 * is found here. One that is not there is no forgery: the person was erased, or power failed between the entry and the drawing, and
 * then the row is missing or of the signature before; the page says so beside it.
 */
import { createHash } from 'node:crypto'
import type { Directory } from '#server/domain/directory.ts'
import type { Connection } from '../connection.ts'
import type { Problems } from './problems.ts'

type Row = { member: string; at_ms: number; salt: Buffer; body: string }

export function checkSignatures(db: Connection, { signatures }: Directory, problems: Problems): void {
  for (const { member, at_ms, salt, body } of db.prepare<[], Row>('SELECT * FROM charter_signature').all()) {
    const signed = signatures.get(member)
    if (signed === undefined) problems.add(`charter: a signature of ${member} is kept that nobody gave`)
    else if (at_ms >= signed.at_ms && hashOf(salt, body) !== signed.commitment)
      problems.add(`charter: the signature of ${member} is not the one the journal commits to`)
  }
}

const hashOf = (salt: Uint8Array, body: string): string => createHash('sha256').update(salt).update(body).digest('hex')
