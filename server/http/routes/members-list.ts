/** GET /members: as they are today. */
import { page } from '#server/contract/api.ts'
import { MemberRow } from '#server/contract/people.ts'
import { lookAround, presentMemberRow } from '../members.ts'
import { mapPage, pageById } from '../paging.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listMembers: Route = (app, deps) => {
  const schema = {
    tags: ['people'],
    summary: 'All members',
    querystring: PageQuery,
    response: { 200: page(MemberRow) },
  }
  app.get('/members', { schema }, async request => {
    const look = await lookAround(deps, callerOf(request))
    return mapPage(pageById(deps.core.directory().members.values(), request.query), member =>
      presentMemberRow(member, look),
    )
  })
}
