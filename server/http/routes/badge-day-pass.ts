/** POST /badges/day-pass: a card that nobody holds, to a visitor, until midnight. One entry: no visitor without a card, no card without one. */
import * as z from 'zod'
import { DayPass } from '#server/contract/people.ts'
import { addDays, dayStart, instantOf } from '#server/domain/time.ts'
import { lastNumber, numbered } from '#server/domain/who/numbers.ts'
import { at } from '#server/present/words.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { changedMember, PersonName } from '../member-body.ts'
import { todayOf } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { BadgeParam } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ badge: BadgeParam.shape.id, name: PersonName })

export const giveDayPass: Route = (app, deps) => {
  const { core, writes, clock } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['people'],
    summary: 'Give a visitor a card for today',
    body: Body,
    response: { 201: DayPass },
  }
  app.post('/badges/day-pass', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { badge, name } = request.body
    const { timezone } = siteOf(core)
    const now_ms = clock.now_ms()
    const today = todayOf(core, now_ms)
    const id = numbered(lastNumber(core.directory().members.keys()) + 1)
    const valid_until_ms = instantOf(addDays(today, 1), 0, '00:00', timezone)
    // Who gives the pass has shown the charter and had it signed: nobody works without.
    const visitor = changedMember(undefined, id, { kind: 'visitor', joined: today, left: today, charter_signed: today })
    const card = { badge, member: id, blocked: false, pass: 'day' as const }
    const span = { valid_from_ms: dayStart(now_ms, timezone), valid_until_ms }
    const made = { members: [visitor], badges: [{ ...card, ...span }], by: signatureOf(user), fresh: true }
    await core.act({ entry: { type: 'members-put', ...made } })
    await writes.putPersons([{ member: id, name, email: null }])
    await audit(user, 'day-pass', badge.slice(0, 16), `to ${id}`)
    return reply.code(201).send({ member: id, name, badge, valid_until: at(valid_until_ms) })
  })
}
