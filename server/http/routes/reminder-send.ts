/** POST /reminders: notes that the step due goes out, queues its mail, and answers with the letter as it was worded. */
import { RemindBody, ReminderView } from '#server/contract/bank.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { done, reminderView } from '../bank.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const sendReminder: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = { tags: ['money'], summary: 'Send a reminder', body: RemindBody, response: { 201: ReminderView } }
  app.post('/reminders', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const sent = done(await deps.bank.remind({ ...request.body, by: signatureOf(user) }))
    await audit(user, 'reminder-send', request.body.payer.id, request.body.step)
    return reply.code(201).send(reminderView(sent))
  })
}
