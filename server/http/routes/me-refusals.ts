/** GET /me/refusals: when a machine refused my badge, and why. */
import * as z from 'zod'
import { RefusalView } from '#server/contract/people.ts'
import { at } from '#server/present/words.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

/** Enough to remember yesterday by. */
const REFUSALS_MAX = 20

export const myRefusals: Route = (app, { reads }) => {
  const schema = {
    tags: ['me'],
    summary: 'Badges of mine that were refused',
    response: { 200: z.object({ items: z.array(RefusalView) }) },
  }
  app.get('/me/refusals', { schema }, async request => {
    const { member } = callerOf(request)
    const rows = member === null ? [] : await reads.refusals(member, REFUSALS_MAX)
    return { items: rows.map(({ n, at_ms, machine, reason }) => ({ id: `${n}`, at: at(at_ms), machine, reason })) }
  })
}
