/** PUT /closures/{id}: the doors stay shut, or open, otherwise than every week. Open sessions keep the closing time they began with. */
import * as z from 'zod'
import { ClosureView } from '#server/contract/people.ts'
import { at } from '#server/present/words.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { Moment, SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  kind: z.enum(['closed', 'open']).default('closed'),
  from: Moment,
  until: Moment,
  why: z.string().trim().max(200).default(''),
})

export const putClosure: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['reservations'],
    summary: 'Close or open exceptionally',
    params: SlugParam,
    body: Body,
    response: { 200: ClosureView },
  }
  app.put('/closures/:id', { schema }, async request => {
    const user = callerOf(request)
    const { kind, from, until, why } = request.body
    const { id } = request.params
    const closure = { id, kind, from_ms: from, until_ms: until, why }
    await core.act({ entry: { type: 'closure-put', closure, by: signatureOf(user), at_ms: clock.now_ms() } })
    await audit(user, 'closure-put', id, `${kind} ${at(from)} to ${at(until)}`)
    return { id, kind, why, from: at(from), until: at(until) }
  })
}
