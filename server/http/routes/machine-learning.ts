/** GET /machines/{id}/learning: the last lesson of a machine, its trace, and what follows from it. */
import { LearningLesson } from '#server/contract/learning.ts'
import { machineOr404 } from '../machines.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const machineLearning: Route = (app, { core, learning }) => {
  const schema = {
    tags: ['learning'],
    summary: "A machine's lesson and the levels it proposes",
    params: SlugParam,
    response: { 200: LearningLesson },
  }
  app.get('/machines/:id/learning', { schema }, async request => learning.lesson(machineOr404(core, request.params.id)))
}
