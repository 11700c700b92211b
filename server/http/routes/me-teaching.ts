/** POST /me/teaching: I agree to teach it, and that members see my name for it; or no longer. Only oneself can say so. */
import * as z from 'zod'
import { Slug } from '#server/contract/topics.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ qualification: Slug, teaches: z.boolean() })

export const putTeaching: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['qualifications'],
    summary: 'Agree to teach a qualification',
    body: Body,
    response: { 200: z.object({ qualifications: z.array(z.string()) }) },
  }
  app.post('/me/teaching', { schema }, async request => {
    const user = callerOf(request)
    const { qualification, teaches } = request.body
    const { member } = user
    if (member === null) throw unacceptable('body', 'member-needed')
    await deps.core.act({ entry: { type: 'teaching-put', member, qualification, teaches, by: signatureOf(user) } })
    await audit(user, teaches ? 'teaching-on' : 'teaching-off', member, qualification)
    return { qualifications: deps.core.directory().teaching.get(member)?.qualifications ?? [] }
  })
}
