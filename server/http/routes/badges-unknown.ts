/** GET /badges/unknown: cards nobody holds that were lately shown at a reader, to give one to somebody. */
import * as z from 'zod'
import { UnknownCard } from '#server/contract/people.ts'
import { at } from '#server/present/words.ts'
import type { Route } from './route.ts'

/** As many as anybody looks through for the one just shown. */
const CARDS_MAX = 20

export const listUnknownBadges: Route = (app, { core, reads }) => {
  const schema = {
    tags: ['people'],
    summary: 'Unknown cards shown lately',
    response: { 200: z.object({ items: z.array(UnknownCard) }) },
  }
  app.get('/badges/unknown', { schema }, async () => {
    const { stations, badges } = core.directory()
    const cards = await reads.unknownCards(CARDS_MAX)
    return {
      items: cards.map(({ badge, station, at_ms }) => ({
        id: badge,
        station,
        machine: stations.get(station)?.machine ?? null,
        at: at(at_ms),
        ...(badges.has(badge) ? { lent: true as const } : {}),
      })),
    }
  })
}
