/** Who did what: sign-ins, refusals, a manager's acts. Accounts are told by id; names stay where they can be erased. */
import type { User } from './auth/types.ts'
import type { HttpDeps } from './deps.ts'

export type Audit = (actor: User | null, action: string, subject: string, detail?: string) => Promise<void>

export const auditOf =
  ({ writes, clock }: Pick<HttpDeps, 'writes' | 'clock'>): Audit =>
  (actor, action, subject, detail = '') =>
    writes.appendAudit({ at_ms: clock.now_ms(), actor: actor?.id ?? 'anonymous', action, subject, detail })

/** How an account signs an act that goes into the journal: its member, or its own opaque id. Never a name (design, rule 3). */
export const signatureOf = (user: User): string => user.member ?? user.id
