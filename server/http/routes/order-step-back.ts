/** POST /order-steps/{id}/back: the day the work came back from elsewhere. Once. */
import { Delivered, StepView } from '#server/contract/money.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

export const stepBack: Route = (app, deps) => {
  const { core } = deps
  const audit = auditOf(deps)
  const response = { 200: StepView }
  const schema = { tags: ['money'], summary: 'A step came back', params: SlugParam, body: Delivered, response }
  app.post('/order-steps/:id/back', { schema }, async request => {
    const user = callerOf(request)
    const { id } = request.params
    const step = core.directory().steps.get(id)
    if (step === undefined) throw notFound('step', id)
    if (step.back !== null) throw new HttpProblem(409, 'step-back-already', { id })
    const value = { ...step, back: request.body.date }
    await core.act({ entry: { type: 'money-put', kind: 'steps', value, by: signatureOf(user) } })
    await audit(user, 'order-step-back', id, request.body.date)
    return value
  })
}
