/**
 * POST /members/{id}/charter: a member has read the charter and signs it before somebody of the floor, with a finger or by typing their
 * name. `charter` is the version they were shown: another one in force meanwhile, and they read that first.
 */
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { MemberSignature, Strokes } from '#server/contract/charter.ts'
import { canonical } from '#server/domain/canonical.ts'
import type { SignatureFacts } from '#server/domain/who/charter.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { commitmentOf, presentSignature } from '../charter.ts'
import { PersonName } from '../member-body.ts'
import { memberOr404, todayOf } from '../members.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import { SlugParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ charter: z.string(), name: PersonName.optional(), strokes: Strokes.optional() })
const SALT_BYTES = 16

export const signCharter: Route = (app, deps) => {
  const { core, writes, clock } = deps
  const audit = auditOf(deps)
  const response = { 201: MemberSignature }
  const schema = { tags: ['people'], summary: 'Sign the charter', params: SlugParam, body: Body, response }
  app.post('/members/:id/charter', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id } = memberOr404(core, request.params.id)
    const { charter, name = null, strokes = null } = request.body
    if ((name === null) === (strokes === null)) throw unacceptable('body.strokes', 'signature-missing')
    const at_ms = clock.now_ms()
    const salt = randomBytes(SALT_BYTES)
    const body = canonical({ name, strokes })
    const facts: SignatureFacts = {
      ...{ id, charter, hash: core.directory().charters.get(charter)?.hash ?? null },
      ...{ at_ms, day: todayOf(core, at_ms), how: strokes === null ? 'typed' : 'drawn' },
      ...{ witness: signatureOf(user), commitment: commitmentOf(salt, body) },
    }
    await core.act({ entry: { type: 'charter-signed', signature: facts } })
    const row = { member: id, at_ms, salt, body }
    await writes.putSignature(row)
    await audit(user, 'charter-sign', id, charter)
    return reply.code(201).send({ signature: presentSignature(facts, row, core.directory(), await namesOf(deps)) })
  })
}
