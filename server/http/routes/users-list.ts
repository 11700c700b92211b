/** GET /users: who may sign in, by name. */
import * as z from 'zod'
import { UserView } from '#server/contract/api.ts'
import type { Route } from './route.ts'

export const listUsers: Route = (app, { auth }) => {
  const schema = { tags: ['sign-in'], summary: 'Accounts', response: { 200: z.object({ items: z.array(UserView) }) } }
  app.get('/users', { schema }, async () => ({ items: await auth.users() }))
}
