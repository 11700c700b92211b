/** POST /members/import: a list as a spreadsheet writes it, as the body. A dry run; with `?apply=true` all or nothing. */
import * as z from 'zod'
import { ImportReport } from '#server/contract/people.ts'
import type { App } from '../app.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { Flag } from '../schemas.ts'
import type { Route } from './route.ts'

/** Twenty thousand members with everything a list may say of them. */
const LIST_BYTES_MAX = 8 * 1_048_576
const TYPES = ['text/csv', 'text/plain', 'application/octet-stream', 'application/vnd.ms-excel']

export const importMembers: Route = (app, deps) => {
  const { core, writes, planMembers } = deps
  const audit = auditOf(deps)
  const querystring = z.strictObject({ apply: Flag.default(false) })
  const schema = { tags: ['people'], summary: 'Import a member list', querystring, response: { 200: ImportReport } }
  app.register(async plugin => {
    const scope = plugin as App
    // Bytes and not text: which encoding they are in is ours to find out
    scope.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: LIST_BYTES_MAX }, (_request, bytes, done) =>
      done(null, bytes),
    )
    scope.post('/members/import', { schema, bodyLimit: LIST_BYTES_MAX }, async request => {
      const user = callerOf(request)
      if (!Buffer.isBuffer(request.body)) throw new HttpProblem(415, 'send-the-list', { type: TYPES.join(', ') })
      const plan = await planMembers(request.body)
      const applied = request.query.apply === true && plan.problems.length === 0
      if (applied) {
        await writes.putPersons(plan.persons)
        await writes.putContacts(plan.contacts)
        const { members, badges } = plan
        if (members.length > 0)
          await core.act({ entry: { type: 'members-put', members, badges, by: signatureOf(user) } })
        await audit(user, 'member-import', 'members', `${members.length} members, ${badges.length} badges`)
      }
      const count = (change: string) => plan.rows.filter(row => row.change === change).length
      const counts = { added: count('added'), changed: count('changed'), unchanged: count('same') }
      const { encoding, ignored, problems, rows } = plan
      return { ...counts, encoding, ignored, applied, problems, rows }
    })
  })
}
