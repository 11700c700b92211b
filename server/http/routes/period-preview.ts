/** GET /periods/{yyyy-mm}/preview: every member's statement, as the month would close now. */
import { PeriodPreview } from '#server/contract/api.ts'
import { namesOf } from '../people.ts'
import { PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const periodPreview: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Preview of a month',
    params: PeriodParam,
    response: { 200: PeriodPreview },
  }
  app.get('/periods/:period/preview', { schema }, async request => {
    const [preview, names] = await Promise.all([deps.preview(request.params.period), namesOf(deps)])
    return {
      ...preview,
      members: preview.members.map(member => ({ ...member, name: names.get(member.id) ?? member.id })),
    }
  })
}
