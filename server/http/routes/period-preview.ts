/** GET /periods/{yyyy-mm}/preview: every member's statement, as the month would close now. */
import { PeriodPreview } from '#server/contract/api.ts'
import { JobView } from '#server/contract/jobs.ts'
import type { Tell } from '#server/jobs/desk.ts'
import { nowOrLater } from '../later.ts'
import { namesOf } from '../people.ts'
import { PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const periodPreview: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Preview of a month',
    params: PeriodParam,
    response: { 200: PeriodPreview, 202: JobView },
  }
  app.get('/periods/:period/preview', { schema }, async (request, reply) => {
    const { period } = request.params
    const work = async (tell: Tell) => {
      const [preview, names] = await Promise.all([deps.preview(period, tell), namesOf(deps)])
      return {
        ...preview,
        members: preview.members.map(member => ({ ...member, name: names.get(member.id) ?? member.id })),
      }
    }
    // What it came to is kept as long as it holds: whoever asks once it is done has it at once.
    return nowOrLater(deps, request, reply, { kind: 'preview', about: period, work, brief: () => null })
  })
}
