/** GET /qualifications/expiring: what members hold and will hold no longer, the soonest first; what ran out lately counts too. */
import * as z from 'zod'
import { ExpiringView } from '#server/contract/people.ts'
import { addDays } from '#server/domain/time.ts'
import { isActive } from '#server/domain/who/membership.ts'
import { nameOf, todayOf } from '../members.ts'
import { namesOf } from '../people.ts'
import type { Route } from './route.ts'

const Query = z.strictObject({ days: z.coerce.number().int().min(0).max(366).default(30) })
/** Whoever lost it longer ago has noticed. */
const LAPSED_DAYS = 14

export const expiringQualifications: Route = (app, deps) => {
  const { core, clock } = deps
  const schema = {
    tags: ['people'],
    summary: 'Qualifications that run out',
    querystring: Query,
    response: { 200: z.object({ items: z.array(ExpiringView) }) },
  }
  app.get('/qualifications/expiring', { schema }, async request => {
    const directory = core.directory()
    const names = await namesOf(deps)
    const today = todayOf(core, clock.now_ms())
    const [from, to] = [addDays(today, -LAPSED_DAYS), addDays(today, request.query.days)]
    const found = [...directory.members.values()]
      .filter(member => isActive(member, today))
      .flatMap(member =>
        (member.grants ?? []).flatMap(({ qualification, expires }) =>
          expires === null || expires < from || expires > to || !member.qualifications.includes(qualification)
            ? []
            : [{ member: member.id, name: nameOf(member, names, directory), qualification, expires }],
        ),
      )
    return { items: found.toSorted((a, b) => a.expires.localeCompare(b.expires) || a.member.localeCompare(b.member)) }
  })
}
