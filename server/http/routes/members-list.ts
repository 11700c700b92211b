/** GET /members */
import { MemberView, page } from '#server/contract/api.ts'
import { seesAddresses } from '#server/contract/visibility.ts'
import { mapPage, pageById } from '../paging.ts'
import { callerOf } from '../plugins/authentication.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listMembers: Route = (app, { core, reads }) => {
  const schema = {
    tags: ['people'],
    summary: 'All members',
    querystring: PageQuery,
    response: { 200: page(MemberView) },
  }
  app.get('/members', { schema }, async request => {
    const persons = new Map((await reads.persons()).map(person => [person.member, person]))
    const addresses = seesAddresses(callerOf(request))
    return mapPage(pageById(core.directory().members.values(), request.query), member => ({
      id: member.id,
      name: persons.get(member.id)?.name ?? member.id,
      ...(addresses ? { email: persons.get(member.id)?.email ?? null } : {}),
      category: member.category,
      organisation: member.organisation,
      joined: member.joined,
      charter_signed: member.charter_signed,
      suspended: member.suspended,
      qualifications: member.qualifications,
    }))
  })
}
