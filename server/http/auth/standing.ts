/**
 * What better-auth knows nothing of: who is blocked, and who was invited by a link. Two tables of our own beside its own; an
 * invitation is 256 random bits kept as their hash, good once and for a week.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Database } from 'better-sqlite3'

const TOKEN_BYTES = 32
/** Long enough for somebody who reads mail on Sundays. */
export const INVITATION_LIFE_MS = 7 * 86_400_000

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS blocked (user TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS invitation (
    user TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, expires_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

export function openStanding(db: Database, now_ms: () => number) {
  db.exec(SCHEMA)
  const blocked = db.prepare<[], string>('SELECT user FROM blocked').pluck()
  const isBlocked = db.prepare<[string], number>('SELECT 1 FROM blocked WHERE user = ?').pluck()
  const block = db.prepare('INSERT OR IGNORE INTO blocked (user, at_ms) VALUES (?, ?)')
  const unblock = db.prepare('DELETE FROM blocked WHERE user = ?')
  const invite = db.prepare('INSERT OR REPLACE INTO invitation (user, hash, expires_at_ms) VALUES (?, ?, ?)')
  const invited = db.prepare<[number], { user: string; expires_at_ms: number }>(
    'SELECT user, expires_at_ms FROM invitation WHERE expires_at_ms > ?',
  )
  const byHash = db
    .prepare<[Buffer, number], string>('SELECT user FROM invitation WHERE hash = ? AND expires_at_ms > ?')
    .pluck()
  const forget = db.prepare('DELETE FROM invitation WHERE user = ?')
  return {
    blocked: (): Set<string> => new Set(blocked.all()),
    isBlocked: (user: string): boolean => isBlocked.get(user) !== undefined,
    setBlocked(user: string, on: boolean): void {
      if (on) block.run(user, now_ms())
      else unblock.run(user)
    },
    /** An earlier link stops with it. */
    invite(user: string): { token: string; expires_at_ms: number } {
      const token = randomBytes(TOKEN_BYTES).toString('base64url')
      const expires_at_ms = now_ms() + INVITATION_LIFE_MS
      invite.run(user, hashOf(token), expires_at_ms)
      return { token, expires_at_ms }
    },
    invited: (): Map<string, number> =>
      new Map(invited.all(now_ms()).map(({ user, expires_at_ms }) => [user, expires_at_ms])),
    whose: (token: string): string | null => byHash.get(hashOf(token), now_ms()) ?? null,
    forgetInvitation: (user: string): void => void forget.run(user),
    forget(user: string): void {
      forget.run(user)
      unblock.run(user)
    },
  }
}
export type Standing = ReturnType<typeof openStanding>
