/** GET /users: who may sign in, by name. */
import * as z from 'zod'
import { AccountView } from '#server/contract/api.ts'
import { atOrNull } from '#server/present/words.ts'
import type { Route } from './route.ts'

export const listUsers: Route = (app, { auth }) => {
  const items = z.object({ items: z.array(AccountView) })
  const schema = { tags: ['sign-in'], summary: 'Accounts', response: { 200: items } }
  app.get('/users', { schema }, async () => ({
    items: (await auth.accounts()).map(({ invited_until_ms, ...account }) => ({
      ...account,
      invited_until: atOrNull(invited_until_ms),
    })),
  }))
}
