/** GET /me */
import { Me } from '#server/contract/api.ts'
import { presentMe } from '../me.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const me: Route = (app, { core }) => {
  const schema = { tags: ['me'], summary: 'The signed-in account', response: { 200: Me } }
  app.get('/me', { schema }, async request => presentMe(callerOf(request), core))
}
