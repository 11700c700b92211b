/** POST /machines/{id}/learning/judge: levels a person chose, held against the lesson. Nothing is kept. */
import { LearningJudged, ProfileLevels } from '#server/contract/learning.ts'
import { machineOr404 } from '../machines.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const judgeLearning: Route = (app, { core, learning }) => {
  const schema = {
    tags: ['learning'],
    summary: 'Hold levels against the lesson',
    params: SlugParam,
    body: ProfileLevels,
    response: { 200: LearningJudged },
  }
  app.post('/machines/:id/learning/judge', { schema }, async request =>
    learning.judge(machineOr404(core, request.params.id), request.body),
  )
}
