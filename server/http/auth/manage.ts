/** What a manager does with accounts that are there: another role, another password, a link to choose one, a block. */
import type { Database } from 'better-sqlite3'
import type { Engine } from './engine.ts'
import type { Standing } from './standing.ts'
import type { AccountRow, ChangedUser, User, UserChange } from './types.ts'

type Parts = { db: Database; engine: () => Promise<Engine>; standing: Standing; toUser: (row: unknown) => User }

const USERS = 'SELECT id, name, email, role, member, organisation FROM user'

export function manageAccounts({ db, engine, standing, toUser }: Parts) {
  /** Prepared late: before the first sign-in the table may not be there. */
  const find = (id: string): User | null => {
    const row = db.prepare(`${USERS} WHERE id = ?`).get(id)
    return row === undefined ? null : toUser(row)
  }
  const managers = (): User[] =>
    db
      .prepare(`${USERS} WHERE role = 'manager'`)
      .all()
      .map(toUser)
      .filter(({ id }) => !standing.isBlocked(id))
  /** Whoever may make accounts: were there none left, only the terminal could help. */
  const isLastManager = (id: string): boolean => {
    const left = managers()
    return left.length === 1 && left[0]?.id === id
  }
  /** Sessions read the role with each request; a token carries what it was made with. A wall screen's shows nobody's data. */
  const endTokens = (id: string): void =>
    void db.prepare("DELETE FROM api_token WHERE created_by = ? AND role <> 'kiosk'").run(id)
  const endSessions = (id: string): void => void db.prepare('DELETE FROM session WHERE userId = ?').run(id)

  const changeNow = db.transaction((id: string, { blocked, ...change }: UserChange): ChangedUser => {
    const before = find(id)
    if (before === null) return { kind: 'unknown' }
    const after = { ...before, ...change }
    if (isLastManager(id) && (after.role !== 'manager' || blocked === true)) return { kind: 'last-manager' }
    db.prepare(
      'UPDATE user SET name = @name, role = @role, member = @member, organisation = @organisation WHERE id = @id',
    ).run(after)
    const others =
      after.role !== before.role || after.member !== before.member || after.organisation !== before.organisation
    if (blocked !== undefined) standing.setBlocked(id, blocked)
    if (blocked === true) endSessions(id)
    if (others || blocked === true) endTokens(id)
    return { kind: 'changed', user: after }
  })

  const users = async (): Promise<User[]> => {
    await engine()
    return db.prepare(`${USERS} ORDER BY name, id`).all().map(toUser)
  }

  return {
    users,
    async accounts(): Promise<AccountRow[]> {
      const [blocked, invited] = [standing.blocked(), standing.invited()]
      return (await users()).map(user => ({
        ...user,
        blocked: blocked.has(user.id),
        invited_until_ms: invited.get(user.id) ?? null,
      }))
    },
    async changeUser(id: string, change: UserChange): Promise<ChangedUser> {
      await engine()
      return changeNow.immediate(id, change)
    },
    /** Every session of the account ends. */
    async setPassword(id: string, password: string): Promise<User | null> {
      const { context } = await engine()
      const user = find(id)
      if (user === null) return null
      await context.internalAdapter.updatePassword(id, await context.password.hash(password))
      await context.internalAdapter.deleteUserSessions(id)
      standing.forgetInvitation(id)
      return user
    },
    async invite(id: string): Promise<{ user: User; token: string; expires_at_ms: number } | null> {
      await engine()
      const user = find(id)
      return user === null ? null : { user, ...standing.invite(id) }
    },
    /** Null: the link is used, replaced, too old, or its account blocked. */
    async takeInvitation(token: string, password: string): Promise<User | null> {
      await engine()
      const id = standing.whose(token)
      return id === null || standing.isBlocked(id) ? null : this.setPassword(id, password)
    },
  }
}
