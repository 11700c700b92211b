/** GET /alerts: newest first. */
import { AlertView, page } from '#server/contract/api.ts'
import { presentAlert } from '#server/present/trouble.ts'
import { mapPage } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listAlerts: Route = (app, { reads }) => {
  const schema = { tags: ['faults'], summary: 'Alerts', querystring: PageQuery, response: { 200: page(AlertView) } }
  app.get('/alerts', { schema }, async request => {
    const { limit, cursor } = request.query
    return mapPage(await reads.alerts({ limit, cursor: cursor ?? null }), presentAlert)
  })
}
