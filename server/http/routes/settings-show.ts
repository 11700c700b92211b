/** GET /settings: how issuers and the atelier are set, and what is still missing before the first invoice. */
import { SettingsView } from '#server/contract/settings.ts'
import { presentSettings } from '../settings.ts'
import type { Route } from './route.ts'

export const showSettings: Route = (app, { settings }) => {
  const schema = { tags: ['money'], summary: 'How issuers and the atelier are set', response: { 200: SettingsView } }
  app.get('/settings', { schema }, async () => presentSettings(await settings.show()))
}
