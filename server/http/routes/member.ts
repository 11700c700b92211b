/** GET /members/{id}: one member; contact and limit only to those who may see them. */
import { MemberDetail } from '#server/contract/people.ts'
import { viewMember } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const member: Route = (app, deps) => {
  const schema = { tags: ['people'], summary: 'One member', params: SlugParam, response: { 200: MemberDetail } }
  app.get('/members/:id', { schema }, async request => viewMember(request.params.id, callerOf(request), deps))
}
