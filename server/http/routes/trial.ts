/** GET /trial: up to which month nothing is issued; null: what closes counts. */
import { Trial } from '#server/contract/money.ts'
import type { Route } from './route.ts'

export const trial: Route = (app, { core }) => {
  const schema = { tags: ['money'], summary: 'Up to when months run on trial', response: { 200: Trial } }
  app.get('/trial', { schema }, () => ({ until: core.directory().site?.trial_until ?? null }))
}
