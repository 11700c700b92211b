/** PUT /members/{id}: what the body leaves out stays. */
import { MemberDetail } from '#server/contract/people.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { changedMember, checkMember, MemberBody } from '../member-body.ts'
import { memberOr404, viewMember } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const changeMember: Route = (app, deps) => {
  const { core, reads, writes } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['people'],
    summary: 'Change a member',
    params: SlugParam,
    body: MemberBody,
    response: { 200: MemberDetail },
  }
  app.put('/members/:id', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const { body } = request
    const before = memberOr404(core, id)
    checkMember(body, user, core.directory())
    if (body.name !== undefined || body.email !== undefined) {
      const person = (await reads.persons()).find(({ member }) => member === id)
      const { name = person?.name ?? null, email = person?.email ?? null } = body
      await writes.putPersons([{ member: id, name, email }])
    }
    const members = [changedMember(before, id, body)]
    await core.act({ entry: { type: 'members-put', members, badges: [], by: signatureOf(user) } })
    // By field and never by value: names and addresses have no place in the audit
    await audit(user, 'member-change', id, Object.keys(body).join(', '))
    return viewMember(id, user, deps)
  })
}
