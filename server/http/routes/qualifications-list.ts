/** GET /qualifications: which machines ask for each, and who holds it. */
import { page, QualificationView } from '#server/contract/api.ts'
import type { Directory } from '#server/domain/directory.ts'
import { pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listQualifications: Route = (app, { core }) => {
  const schema = {
    tags: ['people'],
    summary: 'All qualifications',
    querystring: PageQuery,
    response: { 200: page(QualificationView) },
  }
  app.get('/qualifications', { schema }, async request => pageById(qualificationsOf(core.directory()), request.query))
}

function qualificationsOf({ machines, members }: Directory) {
  const found = new Map<string, { id: string; machines: string[]; members: string[] }>()
  const entry = (id: string) => {
    const known = found.get(id) ?? { id, machines: [], members: [] }
    found.set(id, known)
    return known
  }
  for (const { id, qualification } of machines.values())
    if (qualification !== null) entry(qualification).machines.push(id)
  for (const { id, qualifications } of members.values()) for (const held of qualifications) entry(held).members.push(id)
  return found.values()
}
