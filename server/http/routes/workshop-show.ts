/** GET /workshop: machines and categories as they are set. */
import { WorkshopView } from '#server/contract/workshop.ts'
import { presentWorkshop } from '../workshop.ts'
import type { Route } from './route.ts'

export const showWorkshop: Route = (app, { core }) => {
  const schema = { tags: ['machines'], summary: 'How machines and categories are set', response: { 200: WorkshopView } }
  app.get('/workshop', { schema }, async () => presentWorkshop(core.directory()))
}
