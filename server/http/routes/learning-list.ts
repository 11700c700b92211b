/** GET /learning: all machines with a sensor, and which of them were taught. */
import * as z from 'zod'
import { LearningMachine } from '#server/contract/learning.ts'
import type { Route } from './route.ts'

export const listLearning: Route = (app, { learning }) => {
  const schema = {
    tags: ['learning'],
    summary: 'Which machines were taught, and which were not',
    response: { 200: z.object({ items: z.array(LearningMachine) }) },
  }
  app.get('/learning', { schema }, async () => ({ items: learning.machines() }))
}
