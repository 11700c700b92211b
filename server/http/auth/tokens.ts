/**
 * API tokens. better-auth 1.7 has its API keys in a separate package (docs/adr/0030-sign-in.md); this is one table.
 * A token is 256 random bits, so a single SHA-256 is enough to keep it by.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { ApiToken, NewApiToken, User } from './types.ts'

export const TOKEN_PREFIX = 'navette_'
const TOKEN_BYTES = 32
/** How often a token in use is written down as such: not at every request. */
const LAST_USED_STEP_MS = 60_000

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS api_token (
    id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, member TEXT,
    created_by TEXT NOT NULL, created_at_ms INTEGER NOT NULL, expires_at_ms INTEGER, last_used_at_ms INTEGER
  ) STRICT, WITHOUT ROWID`
const COLUMNS = 'id, name, role, member, organisation, created_by, created_at_ms, expires_at_ms, last_used_at_ms'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export function openTokens(db: Database, now_ms: () => number) {
  db.exec(SCHEMA)
  // A file from before there were accounts of organisations
  const columns = db.prepare("SELECT name FROM pragma_table_info('api_token')").pluck().all()
  if (!columns.includes('organisation')) db.exec('ALTER TABLE api_token ADD COLUMN organisation TEXT')
  const insert = db.prepare(
    `INSERT INTO api_token (hash, ${COLUMNS}) VALUES (@hash, @id, @name, @role, @member, @organisation, @created_by, @created_at_ms, @expires_at_ms, NULL)`,
  )
  const byHash = db.prepare<[Buffer], ApiToken>(`SELECT ${COLUMNS} FROM api_token WHERE hash = ?`)
  const list = db.prepare<[{ by: string | null }], ApiToken>(
    `SELECT ${COLUMNS} FROM api_token WHERE @by IS NULL OR created_by = @by ORDER BY created_at_ms DESC, id`,
  )
  const used = db.prepare('UPDATE api_token SET last_used_at_ms = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM api_token WHERE id = @id AND (@by IS NULL OR created_by = @by)')

  return {
    create(token: NewApiToken): { token: string; row: ApiToken } {
      const secret = TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url')
      const row: ApiToken = {
        organisation: null,
        ...token,
        id: randomUUID(),
        created_at_ms: now_ms(),
        last_used_at_ms: null,
      }
      insert.run({ ...row, hash: hashOf(secret) })
      return { token: secret, row }
    },

    /** Who the token speaks for, or null when it is unknown, revoked or expired. */
    use(token: string): User | null {
      const row = byHash.get(hashOf(token))
      const at_ms = now_ms()
      if (row === undefined || (row.expires_at_ms !== null && row.expires_at_ms <= at_ms)) return null
      if (at_ms - (row.last_used_at_ms ?? 0) >= LAST_USED_STEP_MS) used.run(at_ms, row.id)
      return {
        id: row.id,
        name: row.name,
        email: null,
        role: row.role,
        member: row.member,
        organisation: row.organisation,
      }
    },

    list: (created_by: string | null): ApiToken[] => list.all({ by: created_by }),
    revoke: (id: string, created_by: string | null): boolean => remove.run({ id, by: created_by }).changes === 1,
  }
}
