/** GET /setup: whether the atelier still waits for its first account, and which examples it could begin with. */
import { SetupView } from '#server/contract/setup.ts'
import type { Route } from './route.ts'

export const showSetup: Route = (app, { firstStart }) => {
  const schema = { tags: ['sign-in'], summary: 'First start', response: { 200: SetupView } }
  app.get('/setup', { schema }, async () => {
    const needed = firstStart.needed()
    return { needed, examples: needed ? firstStart.examples() : [] }
  })
}
