/** GET /audit: who did what, newest first. */
import { AuditView, page } from '#server/contract/api.ts'
import { at } from '#server/present/words.ts'
import { mapPage } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listAudit: Route = (app, { reads, auth }) => {
  const schema = { tags: ['operations'], summary: 'Audit', querystring: PageQuery, response: { 200: page(AuditView) } }
  app.get('/audit', { schema }, async request => {
    const { limit, cursor } = request.query
    const names = auth.names()
    const rows = await reads.audit({ limit, cursor: cursor ?? null })
    return mapPage(rows, ({ at_ms, actor, ...row }) => ({ ...row, at: at(at_ms), actor: names.get(actor) ?? actor }))
  })
}
