/** Names for ids: members from the ledger's erasable table, accounts and tokens from the sign-in file. */
import type { Names } from '#server/present/words.ts'
import type { HttpDeps } from './deps.ts'

export async function namesOf({ reads, auth }: Pick<HttpDeps, 'reads' | 'auth'>): Promise<Names> {
  const names = auth.names()
  for (const { member, name } of await reads.persons()) if (name !== null) names.set(member, name)
  return names
}
