/** GET /machines/{id}/teachers: who can teach it, and whether the reader may already work here. */
import { TeachersView } from '#server/contract/care.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import { teachersOf } from '../teachers.ts'
import type { Route } from './route.ts'

export const machineTeachers: Route = (app, deps) => {
  const schema = {
    tags: ['machines'],
    summary: 'Who can teach a machine',
    params: SlugParam,
    response: { 200: TeachersView },
  }
  app.get('/machines/:id/teachers', { schema }, async request =>
    teachersOf(machineOr404(deps.core, request.params.id), callerOf(request), deps),
  )
}
