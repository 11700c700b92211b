/** GET /profiles: every profile with the versions it had; sessions name the one that metered them. */
import * as z from 'zod'
import { ProfileVersion } from '#server/contract/learning.ts'
import type { Route } from './route.ts'

export const listProfiles: Route = (app, { learning }) => {
  const schema = {
    tags: ['learning'],
    summary: 'Profiles and their versions',
    response: { 200: z.object({ items: z.array(ProfileVersion) }) },
  }
  app.get('/profiles', { schema }, async () => ({ items: learning.profiles() }))
}
