/** POST /qualifications/revoke: with a reason, which stays in the journal. */
import * as z from 'zod'
import { MemberDetail } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { memberOr404, viewMember } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ member: Slug, qualification: Slug, why: z.string().trim().min(1).max(500) })

export const revokeQualification: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['people'], summary: 'Revoke a qualification', body: Body, response: { 200: MemberDetail } }
  app.post('/qualifications/revoke', { schema }, async request => {
    const user = callerOf(request)
    const { member, qualification, why } = request.body
    if (!memberOr404(core, member).qualifications.includes(qualification)) {
      throw new HttpProblem(409, 'qualification-not-held', { member, qualification })
    }
    const by = signatureOf(user)
    await core.act({ entry: { type: 'qualification-revoked', member, qualification, why, by } })
    await audit(user, 'qualification-revoke', member, `${qualification}: ${why}`)
    return viewMember(member, user, deps)
  })
}
