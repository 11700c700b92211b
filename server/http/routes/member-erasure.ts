/** GET /members/{id}/erasure: what has to be put right before this person can be taken out. */
import { ErasureHeldBack } from '#server/contract/people.ts'
import { wordsOf } from '#server/domain/refusals.ts'
import { heldBackOf } from '../erasure.ts'
import { memberOr404 } from '../members.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const memberErasure: Route = (app, deps) => {
  const heldBack = heldBackOf(deps)
  const schema = {
    ...{ tags: ['people'], summary: 'What stands in the way of erasing a person', params: SlugParam },
    response: { 200: ErasureHeldBack },
  }
  app.get('/members/:id/erasure', { schema }, async request => {
    const { id } = memberOr404(deps.core, request.params.id)
    return { in_the_way: (await heldBack(id)).map(one => ({ ...one, message: wordsOf(one) })) }
  })
}
