/** POST /qualifications/grant: who trained whom, on which day, until when. Given again, it renews. */
import * as z from 'zod'
import { MemberDetail } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { memberOr404, todayOf, viewMember } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  member: Slug,
  qualification: Slug,
  trainer: Slug.nullable().optional(),
  granted: z.iso.date().optional(),
  expires: z.iso.date().nullable().default(null),
})

export const grantQualification: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['people'], summary: 'Grant a qualification', body: Body, response: { 200: MemberDetail } }
  app.post('/qualifications/grant', { schema }, async request => {
    const user = callerOf(request)
    const { member, qualification, expires } = request.body
    const { trainer = user.member, granted = todayOf(core, clock.now_ms()) } = request.body
    memberOr404(core, member)
    const { machines, members } = core.directory()
    if (![...machines.values()].some(machine => machine.qualification === qualification)) {
      throw unacceptable('body.qualification', 'qualification-of-no-machine', { id: qualification })
    }
    if (trainer !== null && !members.has(trainer)) throw unacceptable('body.trainer', 'no-member', { id: trainer })
    if (expires !== null && expires <= granted) throw unacceptable('body.expires', 'expires-before-granted')
    const grant = { qualification, trainer, granted, expires }
    await core.act({ entry: { type: 'qualification-granted', member, grant, by: signatureOf(user) } })
    await audit(user, 'qualification-grant', member, qualification)
    return viewMember(member, user, deps)
  })
}
