/**
 * DELETE /members/{id}: a person is taken out for good; sessions keep an id that names nobody, and the chain stays valid. What still
 * needs the name holds it back, unless whoever asks says why it is done anyway.
 */
import { z } from 'zod'
import type { Said } from '#server/domain/refusals.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { heldBackOf } from '../erasure.ts'
import { memberOr404 } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { errorAt, HttpProblem } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

/** A sentence or two: it stands in the audit trail. */
const REASON_CHARS_MAX = 500
const Anyway = z.object({ anyway: z.string().trim().min(1).max(REASON_CHARS_MAX).optional() })

export const eraseMember: Route = (app, deps) => {
  const { core, reads, auth, clock } = deps
  const audit = auditOf(deps)
  const heldBack = heldBackOf(deps)
  const schema = { tags: ['people'], summary: 'Erase a person', params: SlugParam, querystring: Anyway }
  app.delete('/members/:id', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = memberOr404(core, request.params.id)
    const { anyway: reason } = request.query
    const as_of_n = (await reads.head()).n
    const in_the_way = await heldBack(id)
    if (in_the_way.length > 0 && reason === undefined) throw refused(in_the_way)
    const anyway = in_the_way.length === 0 ? {} : { anyway: in_the_way }
    await core.act({
      entry: { type: 'member-erased', member: id, by: signatureOf(user), at_ms: clock.now_ms(), ...anyway },
      untouched: { member: id, as_of_n },
    })
    auth.removeUsersOf(id)
    await audit(user, 'member-erase', id, in_the_way.length === 0 ? '' : `anyway: ${reason}`)
    return reply.code(204).send()
  })
}

const refused = (in_the_way: readonly Said[]) =>
  new HttpProblem(
    409,
    'erasure-held-back',
    { count: in_the_way.length },
    in_the_way.map(one => errorAt('/', one)),
  )
