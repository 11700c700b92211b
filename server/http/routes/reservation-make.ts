/** POST /reservations: a member books for themselves, the floor for anybody. Overlaps are judged where the entry is appended. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { ReservationView } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { seesPeople } from '#server/contract/visibility.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { machineOr404 } from '../machines.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, unacceptable } from '../problem.ts'
import { presentReservation } from '../reservations.ts'
import { Moment } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ machine: Slug, from: Moment, until: Moment, member: Slug.optional() })

export const makeReservation: Route = (app, deps) => {
  const { core, clock } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['reservations'], summary: 'Book a machine', body: Body, response: { 201: ReservationView } }
  app.post('/reservations', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { machine, from, until, member = user.member } = request.body
    if (member === null) throw unacceptable('body.member', 'member-needed')
    if (member !== user.member && !seesPeople(user, 'board')) throw new HttpProblem(403, 'books-for-oneself')
    machineOr404(core, machine)
    const now_ms = clock.now_ms()
    const reservation = {
      ...{ id: `r-${randomUUID().slice(0, 18)}`, machine, member },
      ...{ from_ms: from, until_ms: until, made_by: signatureOf(user) },
    }
    await core.act({ entry: { type: 'reservation-made', reservation, at_ms: now_ms } })
    await audit(user, 'reservation-make', reservation.id, machine)
    return reply.code(201).send(presentReservation(reservation, user, { core, names: await namesOf(deps), now_ms }))
  })
}
