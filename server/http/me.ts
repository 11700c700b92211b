/** The signed-in account, as it sees itself. */
import type { Me } from '#server/contract/api.ts'
import type { User } from './auth/types.ts'
import type { Core } from './ports.ts'
import { siteOf } from './site.ts'

export function presentMe(user: User, core: Core): Me {
  const { site, name, timezone } = siteOf(core)
  const facts = user.member === null ? undefined : core.directory().members.get(user.member)
  const opening = core.directory().site?.opening ?? null
  const atelier = { site, name, timezone, ...(opening === null ? {} : { opening }) }
  return { ...user, language: facts?.language ?? 'fr', atelier }
}
