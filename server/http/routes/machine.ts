/** GET /machines/{id} */
import { MachineView } from '#server/contract/api.ts'
import { viewMachine } from '../machine-view.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const machine: Route = (app, deps) => {
  const schema = { tags: ['machines'], summary: 'One machine', params: SlugParam, response: { 200: MachineView } }
  app.get('/machines/:id', { schema }, request => viewMachine(request.params.id, callerOf(request), deps))
}
