/** GET /care: what each machine asks for, and how many hours it has run since. */
import * as z from 'zod'
import { CareTaskView } from '#server/contract/people.ts'
import { presentCare } from '../care.ts'
import type { Route } from './route.ts'

export const listCare: Route = (app, { core }) => {
  const schema = {
    tags: ['machines'],
    summary: 'Machine care by hours of running',
    response: { 200: z.object({ items: z.array(CareTaskView) }) },
  }
  app.get('/care', { schema }, async () => ({
    items: [...core.directory().machines.values()].flatMap(machine => presentCare(machine, core)),
  }))
}
