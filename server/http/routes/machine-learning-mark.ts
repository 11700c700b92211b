/** POST /machines/{id}/learning/marks: "now it works … now it stands". Dated here: a phone's clock may be anything. */
import { LearningLesson, LearningMark } from '#server/contract/learning.ts'
import { signatureOf } from '../audit.ts'
import { machineOr404 } from '../machines.ts'
import { callerOf } from '../plugins/authentication.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const markLearning: Route = (app, { core, learning }) => {
  const schema = {
    tags: ['learning'],
    summary: 'Say what the machine does from now on',
    params: SlugParam,
    body: LearningMark,
    response: { 201: LearningLesson },
  }
  app.post('/machines/:id/learning/marks', { schema }, async (request, reply) => {
    const { phase, begins } = request.body
    const machine = machineOr404(core, request.params.id)
    await learning.mark(machine.id, phase, begins, signatureOf(callerOf(request)))
    return reply.code(201).send(await learning.lesson(machine))
  })
}
