import { Kysely, SqliteDialect } from 'kysely'
import type { Connection } from './connection.ts'
import type { Schema } from './schema.ts'

/**
 * Kysely over a connection we already have. Single statements only: a transaction of Kysely's spans several turns of the
 * event loop, and a group commit on the same connection would fall into the middle of it.
 */
export const kyselyOn = (db: Connection): Kysely<Schema> =>
  new Kysely<Schema>({ dialect: new SqliteDialect({ database: db }) })
