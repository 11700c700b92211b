/** GET /stations: each controller, and whether it is heard. */
import { page, StationView } from '#server/contract/api.ts'
import { lastHeard_ms } from '#server/present/state.ts'
import { atOrNull } from '#server/present/words.ts'
import { mapPage, pageById } from '../paging.ts'
import { PageQuery } from '../schemas.ts'
import type { Route } from './route.ts'

export const listStations: Route = (app, { core, clock }) => {
  const schema = {
    tags: ['stations'],
    summary: 'All stations',
    querystring: PageQuery,
    response: { 200: page(StationView) },
  }
  app.get('/stations', { schema }, async request => {
    const now_ms = clock.now_ms()
    const heard = new Map(core.machines().map(row => [row.station, lastHeard_ms(row.view, row.heard_at_ms, now_ms)]))
    return mapPage(pageById(core.directory().stations.values(), request.query), station => ({
      id: station.id,
      machine: station.machine,
      epoch: station.epoch,
      online: core.online(station.id),
      heard: atOrNull(heard.get(station.id) ?? null),
    }))
  })
}
