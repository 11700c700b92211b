/** API tokens as the outside sees them. A manager keeps all of them, everybody else their own. */
import type { ApiTokenView } from '#server/contract/api.ts'
import { at, atOrNull } from '#server/present/words.ts'
import type { ApiToken, User } from './auth/types.ts'

export const tokenScope = (user: User): string | null => (user.role === 'manager' ? null : user.id)

export const presentToken = (row: ApiToken): ApiTokenView => ({
  id: row.id,
  name: row.name,
  role: row.role,
  member: row.member,
  organisation: row.organisation,
  created_by: row.created_by,
  created: at(row.created_at_ms),
  expires: atOrNull(row.expires_at_ms),
  last_used: atOrNull(row.last_used_at_ms),
})
