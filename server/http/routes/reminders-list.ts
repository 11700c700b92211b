/** GET /reminders: who is due which step, with the letter as it would go out. */
import * as z from 'zod'
import { ReminderView } from '#server/contract/bank.ts'
import { reminderView } from '../bank.ts'
import type { Route } from './route.ts'

export const listReminders: Route = (app, { bank }) => {
  const schema = {
    tags: ['money'],
    summary: 'Reminders that are due',
    response: { 200: z.object({ items: z.array(ReminderView) }) },
  }
  app.get('/reminders', { schema }, async () => ({ items: (await bank.reminders()).map(reminderView) }))
}
