import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import type { PersonRow } from '../types.ts'

export const persons = (db: Kysely<Schema>): Promise<PersonRow[]> =>
  db.selectFrom('person').selectAll().orderBy('member').execute()
