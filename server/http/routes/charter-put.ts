/** PUT /charter: another text from today on. The journal keeps every version; who signed an earlier one is told, and shut out of nothing. */
import * as z from 'zod'
import { CurrentCharter } from '#server/contract/charter.ts'
import { nextCharter } from '#server/domain/who/charter.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { presentCharter } from '../charter.ts'
import { todayOf } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

/** Some ten printed pages: what a person can be asked to read before signing. */
const TEXT_CHARS_MAX = 20_000
const Body = z.strictObject({ text: z.string().trim().min(1).max(TEXT_CHARS_MAX) })

export const putCharter: Route = (app, { core, clock, ...deps }) => {
  const audit = auditOf({ clock, ...deps })
  const schema = { tags: ['people'], summary: 'Change the charter', body: Body, response: { 200: CurrentCharter } }
  app.put('/charter', { schema }, async request => {
    const user = callerOf(request)
    const at_ms = clock.now_ms()
    const charter = nextCharter(core.directory(), request.body.text, todayOf(core, at_ms))
    await core.act({ entry: { type: 'charter-put', charter, by: signatureOf(user), at_ms } })
    await audit(user, 'charter-put', charter.id, charter.hash.slice(0, 16))
    return { current: presentCharter(charter) }
  })
}
