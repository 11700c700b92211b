/** Opens `auth.sqlite`: a file of its own, so that sign-ins never wait for the ledger's commits nor hold them up. */
import { chmodSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import * as z from 'zod'
import { Role } from '#server/contract/api.ts'
import { type Engine, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN, startEngine } from './engine.ts'
import { manageAccounts } from './manage.ts'
import { openStanding, type Standing } from './standing.ts'
import { openTokens } from './tokens.ts'
import type { ActiveSession, Auth, CreatedUser, NewUser, SignedIn, SignIn, User } from './types.ts'

const BUSY_TIMEOUT_MS = 5_000

/** What better-auth hands back, checked: the columns are free text to it. */
const UserRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  member: z.string().nullish().default(null),
  organisation: z.string().nullish().default(null),
})
const toUser = (row: unknown): User => UserRow.parse(row)

export { readOrCreateSecret } from './secret.ts'
export type { Auth } from './types.ts'

export type OpenAuthOptions = {
  file: string
  secret: string
  /** the outside address, where there is one (`https://…`) */
  baseURL?: string | undefined
  now_ms?: (() => number) | undefined
}

export async function openAuth({ file, secret, baseURL, now_ms = Date.now }: OpenAuthOptions): Promise<Auth> {
  const db = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
  chmodSync(file, 0o600)
  db.pragma('journal_mode = WAL')
  db.pragma('foreign_keys = ON')
  const tokens = openTokens(db, now_ms)
  const standing = openStanding(db, now_ms)
  let starting: Promise<Engine> | null = null
  const engine = (): Promise<Engine> => {
    starting ??= startEngine({ db, secret, baseURL })
    return starting
  }
  const hasUserTable = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'user'").pluck()

  return {
    createUser: async user => createUser(await engine(), user),
    ...manageAccounts({ db, engine, standing, toUser }),
    changePassword: async (user, passwords) => changePassword(await engine(), user, passwords),
    countUsers: () => (hasUserTable.get() ? Number(db.prepare('SELECT count(*) FROM user').pluck().get()) : 0),
    removeUsersOf: member => (hasUserTable.get() ? removeUsersOf(db, member, standing) : 0),
    signInsOf: member => (hasUserTable.get() ? signInsOf(db, member) : []),
    names() {
      const users = hasUserTable.get() ? db.prepare('SELECT id, name FROM user').all() : []
      const rows = [...users, ...tokens.list(null)] as { id: string; name: string }[]
      return new Map(rows.map(row => [row.id, row.name]))
    },
    async signIn(attempt) {
      const signed = await signIn(await engine(), attempt)
      if (signed.kind !== 'signed-in' || !standing.isBlocked(signed.user.id)) return signed
      db.prepare('DELETE FROM session WHERE userId = ?').run(signed.user.id)
      return { kind: 'refused' }
    },
    async session({ cookie, authorization }) {
      if (authorization !== undefined) {
        const token = /^Bearer (\S+)$/i.exec(authorization)?.[1]
        const user = token === undefined ? null : tokens.use(token)
        return user && { user, via: 'token', cookies: [] }
      }
      return cookie === undefined ? null : cookieSession(await engine(), cookie)
    },
    async signOut({ cookie }) {
      if (cookie === undefined) return []
      const { headers } = await (await engine()).api.signOut({ headers: new Headers({ cookie }), returnHeaders: true })
      return headers.getSetCookie()
    },
    createToken: token => tokens.create(token),
    tokens: created_by => tokens.list(created_by),
    revokeToken: (id, created_by) => tokens.revoke(id, created_by),
    warm: async () => void (await engine()),
    async close() {
      await starting?.catch(() => undefined)
      db.close()
    },
  }
}

const signInsOf = (db: Sqlite.Database, member: string): SignIn[] =>
  db
    .prepare<[string], SignIn>(
      `SELECT s.createdAt AS since, s.ipAddress AS ip, s.userAgent AS agent
       FROM session s JOIN user u ON u.id = s.userId WHERE u.member = ? ORDER BY s.createdAt`,
    )
    .all(member)

/** Overwritten and not only unlinked, like the ledger's own erasing: names and addresses are in these rows. */
function removeUsersOf(db: Sqlite.Database, member: string, standing: Standing): number {
  db.pragma('secure_delete = ON')
  const remove = db.transaction(() => {
    const ids = db.prepare<[string], string>('SELECT id FROM user WHERE member = ?').pluck().all(member)
    for (const id of ids) {
      for (const table of ['session', 'account']) db.prepare(`DELETE FROM ${table} WHERE userId = ?`).run(id)
      db.prepare('DELETE FROM user WHERE id = ?').run(id)
      standing.forget(id)
    }
    db.prepare('DELETE FROM api_token WHERE member = ?').run(member)
    return ids.length
  })
  const removed = remove.immediate()
  db.pragma('wal_checkpoint(TRUNCATE)')
  return removed
}

async function createUser({ context }: Engine, user: NewUser): Promise<CreatedUser> {
  if (!z.email().safeParse(user.email).success) {
    return { kind: 'invalid', path: 'email', message: 'is not an e-mail address' }
  }
  if (user.password.length < PASSWORD_LENGTH_MIN || user.password.length > PASSWORD_LENGTH_MAX) {
    const message = `needs ${PASSWORD_LENGTH_MIN} to ${PASSWORD_LENGTH_MAX} characters`
    return { kind: 'invalid', path: 'password', message }
  }
  const email = user.email.toLowerCase()
  if (await context.internalAdapter.findUserByEmail(email)) return { kind: 'email-taken' }
  const password = await context.password.hash(user.password)
  const { name, role, member, organisation = null } = user
  const row = await context.internalAdapter.createUser(
    { email, name, role, member, organisation, emailVerified: true },
    { method: 'admin' },
  )
  await context.internalAdapter.linkAccount({ userId: row.id, providerId: 'credential', accountId: row.id, password })
  return { kind: 'created', user: toUser(row) }
}

async function changePassword(
  { context }: Engine,
  { id, email }: { id: string; email: string },
  passwords: { old: string; new: string },
): Promise<boolean> {
  const found = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true })
  const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password
  if (!hash || !(await context.password.verify({ hash, password: passwords.old }))) return false
  await context.internalAdapter.updatePassword(id, await context.password.hash(passwords.new))
  await context.internalAdapter.deleteUserSessions(id)
  return true
}

async function signIn({ api }: Engine, attempt: Parameters<Auth['signIn']>[0]): Promise<SignedIn> {
  const headers = new Headers({ 'x-navette-ip': attempt.ip, 'user-agent': attempt.agent })
  try {
    const body = { email: attempt.email, password: attempt.password }
    const answer = await api.signInEmail({ body, headers, returnHeaders: true })
    return { kind: 'signed-in', user: toUser(answer.response.user), cookies: answer.headers.getSetCookie() }
  } catch (error) {
    if (isRefusal(error)) return { kind: 'refused' }
    throw error
  }
}

/** better-auth's `APIError` of the 4xx kind: wrong password, unknown address, malformed address. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && Number(error.statusCode) >= 400 && Number(error.statusCode) < 500

async function cookieSession({ api }: Engine, cookie: string): Promise<ActiveSession | null> {
  const { response, headers } = await api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
  if (response === null) return null
  return { user: toUser(response.user), via: 'cookie', cookies: headers.getSetCookie() }
}
