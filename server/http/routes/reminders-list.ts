/** GET /reminders: who is due which step, with the letter as it would go out; and those that went out, with what became of their mail. */
import * as z from 'zod'
import { ReminderSentView, ReminderView } from '#server/contract/bank.ts'
import { reminderSentView, reminderView } from '../bank.ts'
import type { Route } from './route.ts'

export const listReminders: Route = (app, { bank }) => {
  const schema = {
    tags: ['money'],
    summary: 'Reminders that are due, and those that went out',
    response: { 200: z.object({ items: z.array(ReminderView), sent: z.array(ReminderSentView) }) },
  }
  app.get('/reminders', { schema }, async () => {
    const [due, sent] = await Promise.all([bank.reminders(), bank.remindersSent()])
    return { items: due.map(reminderView), sent: sent.map(reminderSentView) }
  })
}
