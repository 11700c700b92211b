/**
 * Whom a piece of machine time is charged to. A member's account is the member's own id, so that the published tie-break
 * stays the one of docs/sharing.md; every other account has parentheses, which no slug has.
 */
import type { Directory } from '../directory.ts'
import type { Use } from './use.ts'

/** The cooperative's own line: unused capacity, and pools that nobody used. */
export const COOPERATIVE = '(cooperative)'
/** Measured and not charged. */
export const WAIVED = '(waived)'
/** Ran, and nobody was found to have run it. */
export const NOBODY = '(nobody)'

const ORDER = '(order) '
const POOL = '(pool) '
const ORGANISATION = '(organisation) '

export const orderAccount = (id: string): string => ORDER + id
export const purposeAccount = (id: string): string => POOL + id
export const organisationAccount = (id: string): string => ORGANISATION + id

export type Account =
  | { kind: 'member' | 'order' | 'pool' | 'organisation'; id: string }
  | { kind: 'cooperative'; id: string }

/** Time for a declared order goes to the order; an unknown reference is the member's own note. */
export function accountOf(use: Use, directory: Directory): string {
  if (use.waived) return WAIVED
  if (use.pool !== null) return purposeAccount(use.pool)
  if (use.order !== null && directory.orders.has(use.order)) return ORDER + use.order
  return use.member ?? NOBODY
}

export function parseAccount(account: string): Account {
  if (account.startsWith(ORDER)) return { kind: 'order', id: account.slice(ORDER.length) }
  if (account.startsWith(POOL)) return { kind: 'pool', id: account.slice(POOL.length) }
  if (account.startsWith(ORGANISATION)) return { kind: 'organisation', id: account.slice(ORGANISATION.length) }
  if (account.startsWith('(')) return { kind: 'cooperative', id: account }
  return { kind: 'member', id: account }
}
