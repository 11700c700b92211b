/** GET /members/{id}/charter: how, when and before whom this member signed, and whether what lies here is what the journal committed to. */
import { MemberSignature } from '#server/contract/charter.ts'
import { presentSignature } from '../charter.ts'
import { memberOr404 } from '../members.ts'
import { namesOf } from '../people.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const memberCharter: Route = (app, deps) => {
  const { core, reads } = deps
  const response = { 200: MemberSignature }
  const schema = { tags: ['people'], summary: 'A member’s signature under the charter', params: SlugParam, response }
  app.get('/members/:id/charter', { schema }, async request => {
    const { id } = memberOr404(core, request.params.id)
    const facts = core.directory().signatures.get(id)
    if (facts === undefined) return { signature: null }
    const [row, names] = await Promise.all([reads.signature(id), namesOf(deps)])
    return { signature: presentSignature(facts, row, core.directory(), names) }
  })
}
