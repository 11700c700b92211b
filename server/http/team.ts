/** Who runs the floor, by name alone: whom a fault can be given to. `id` is what they sign with. */
import type { TeamView } from '#server/contract/care.ts'
import { signatureOf } from './audit.ts'
import type { HttpDeps } from './deps.ts'
import { namesOf } from './people.ts'

const TEAM: ReadonlySet<string> = new Set(['manager', 'animateur'])

export async function teamOf(deps: Pick<HttpDeps, 'auth' | 'reads'>): Promise<TeamView[]> {
  const [users, names] = await Promise.all([deps.auth.users(), namesOf(deps)])
  const ids = new Set(users.filter(({ role }) => TEAM.has(role)).map(signatureOf))
  return [...ids].map(id => ({ id, name: names.get(id) ?? id }))
}
