/** Accounts, sessions and API tokens: what the rest of HTTP and the command line may ask. Expected failures are data. */
import type { Role } from '#server/contract/api.ts'

/** `organisation`: whose bill it may open, of the role `organisation` alone. */
export type User = {
  id: string
  name: string
  email: string | null
  role: Role
  member: string | null
  organisation: string | null
}

/** The two headers a caller may prove itself with; a bearer token wins. */
export type Credentials = { cookie?: string | undefined; authorization?: string | undefined }

export type NewUser = {
  email: string
  password: string
  name: string
  role: Role
  member: string | null
  organisation?: string | null
}
export type CreatedUser =
  | { kind: 'created'; user: User }
  | { kind: 'email-taken' }
  | { kind: 'invalid'; path: 'email' | 'password'; message: string }

/** `cookies` are whole Set-Cookie values. */
export type SignedIn = { kind: 'signed-in'; user: User; cookies: string[] } | { kind: 'refused' }

export type ActiveSession = {
  user: User
  via: 'cookie' | 'token'
  /** Set-Cookie values that prolong a session in use */
  cookies: string[]
}

export type ApiToken = {
  id: string
  name: string
  role: Role
  member: string | null
  organisation: string | null
  created_by: string
  created_at_ms: number
  expires_at_ms: number | null
  last_used_at_ms: number | null
}
export type NewApiToken = {
  name: string
  role: Role
  member: string | null
  organisation?: string | null
  created_by: string
  expires_at_ms: number | null
}

export type SignIn = { since: string; ip: string | null; agent: string | null }

/** As a manager sees it. */
export type AccountRow = User & { blocked: boolean; invited_until_ms: number | null }
/** What is left out stays. */
export type UserChange = {
  name?: string
  role?: Role
  member?: string | null
  organisation?: string | null
  blocked?: boolean
}
export type ChangedUser = { kind: 'changed'; user: User } | { kind: 'unknown' } | { kind: 'last-manager' }

export interface Auth {
  createUser(user: NewUser): Promise<CreatedUser>
  /** By name. */
  users(): Promise<User[]>
  /** As a manager sees them. */
  accounts(): Promise<AccountRow[]>
  /** Another role or tie ends the tokens that carry the old one; a block ends everything. */
  changeUser(id: string, change: UserChange): Promise<ChangedUser>
  /** Every session of the account ends. Null: there is none. */
  setPassword(id: string, password: string): Promise<User | null>
  /** A link to choose a password by, good once; an earlier one stops with it. Null: there is no such account. */
  invite(id: string): Promise<{ user: User; token: string; expires_at_ms: number } | null>
  /** Null: the link is used, replaced, too old, or its account blocked. */
  takeInvitation(token: string, password: string): Promise<User | null>
  /** False: the old one is wrong. Every session of the account ends. */
  changePassword(user: { id: string; email: string }, passwords: { old: string; new: string }): Promise<boolean>
  countUsers(): number
  /** Erases the sign-in accounts of a member, with their sessions and tokens; how many there were. */
  removeUsersOf(member: string): number
  /** When, from where and with which browser this member's accounts are signed in. */
  signInsOf(member: string): SignIn[]
  /** Account and token ids → names. */
  names(): Map<string, string>
  /** Takes as long for an unknown address as for a wrong password. */
  signIn(attempt: { email: string; password: string; ip: string; agent: string }): Promise<SignedIn>
  session(credentials: Credentials): Promise<ActiveSession | null>
  /** Ends the cookie's session; the Set-Cookie values that forget it. */
  signOut(credentials: Credentials): Promise<string[]>
  /** The token is told once; only its hash is kept. */
  createToken(token: NewApiToken): { token: string; row: ApiToken }
  /** Newest first; of one account, or of all. */
  tokens(created_by: string | null): ApiToken[]
  revokeToken(id: string, created_by: string | null): boolean
  /** Loads what the first sign-in needs, off the way of a quick start. */
  warm(): Promise<void>
  close(): Promise<void>
}
