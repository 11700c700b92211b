/** POST /badges/day-pass: a card that nobody holds, to a visitor, until midnight. One entry: no visitor without a card, no card without one. */
import * as z from 'zod'
import { DayPass } from '#server/contract/people.ts'
import { addDays, dayStart, instantOf } from '#server/domain/time.ts'
import type { SignatureFacts } from '#server/domain/who/charter.ts'
import { at } from '#server/present/words.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { changedMember, PersonName } from '../member-body.ts'
import { underNextNumber } from '../member-numbers.ts'
import { todayOf } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { BadgeParam } from '../schemas.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

/** `charter`: the version the visitor was shown, null where the atelier shows it on paper; `acknowledged`: they have said yes to it. */
const Body = z.strictObject({
  ...{ badge: BadgeParam.shape.id, name: PersonName },
  ...{ acknowledged: z.boolean().default(false), charter: z.string().nullable().default(null) },
  /** what the reader shows them; absent: the atelier's */
  language: z.enum(['fr', 'en']).optional(),
})

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
    const { badge, name, acknowledged, charter } = request.body
    if (!acknowledged) throw unacceptable('body.acknowledged', 'charter-not-acknowledged')
    const { timezone } = siteOf(core)
    const language = request.body.language ?? core.directory().site?.language ?? 'fr'
    const now_ms = clock.now_ms()
    const today = todayOf(core, now_ms)
    const span = {
      valid_from_ms: dayStart(now_ms, timezone),
      valid_until_ms: instantOf(addDays(today, 1), 0, '00:00', timezone),
    }
    const hash = core.directory().charters.get(charter ?? '')?.hash ?? null
    const give = async (id: string): Promise<void> => {
      const visitor = changedMember(undefined, id, {
        ...{ kind: 'visitor' as const, language, joined: today, left: today, charter_signed: today },
      })
      const card = { badge, member: id, blocked: false, pass: 'day' as const, ...span }
      const signature: SignatureFacts = {
        ...{ id, charter, hash, at_ms: now_ms, day: today },
        ...{ how: 'ticked', witness: signatureOf(user), commitment: null },
      }
      const given = { members: [visitor], badges: [card], signatures: [signature] }
      await core.act({ entry: { type: 'members-put', ...given, by: signatureOf(user), fresh: true } })
    }
    const id = await underNextNumber(core.directory().members.keys(), give)
    await writes.putPersons([{ member: id, name, email: null }])
    await audit(user, 'day-pass', badge.slice(0, 16), `to ${id}`)
    return reply.code(201).send({ member: id, name, badge, valid_until: at(span.valid_until_ms) })
  })
}
