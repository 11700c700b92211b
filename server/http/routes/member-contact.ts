/** PUT /members/{id}/contact: address and bank details, beside the chain. */
import { MemberDetail } from '#server/contract/people.ts'
import { auditOf } from '../audit.ts'
import { ContactBody, putContact } from '../contact.ts'
import { memberOr404, viewMember } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const memberContact: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['people'],
    summary: 'Address and bank details of a member',
    params: SlugParam,
    body: ContactBody,
    response: { 200: MemberDetail },
  }
  app.put('/members/:id/contact', { schema }, async request => {
    const user = callerOf(request)
    const { id } = memberOr404(deps.core, request.params.id)
    await putContact('member', id, request.body, deps)
    await audit(user, 'contact-change', id, Object.keys(request.body).join(', '))
    return viewMember(id, user, deps)
  })
}
