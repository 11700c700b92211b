/** POST /members: somebody new, under the id given or under a number: an id stays in the journal for good, a name must not. */
import { MemberDetail } from '#server/contract/people.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { changedMember, checkMember, MemberBody } from '../member-body.ts'
import { underNextNumber } from '../member-numbers.ts'
import { viewMember } from '../members.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

const Body = MemberBody.extend({ id: Slug.optional() })

export const addMember: Route = (app, deps) => {
  const { core, writes } = deps
  const audit = auditOf(deps)
  const schema = { tags: ['people'], summary: 'Add a member', body: Body, response: { 201: MemberDetail } }
  app.post('/members', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { id: wanted, ...body } = request.body
    const directory = core.directory()
    checkMember(body, user, directory)
    const { language = 'fr' } = directory.site ?? {}
    const put = async (id: string): Promise<void> => {
      const members = [changedMember(undefined, id, { language, ...body })]
      await core.act({ entry: { type: 'members-put', members, badges: [], by: signatureOf(user), fresh: true } })
    }
    if (wanted !== undefined) await put(wanted)
    const id = wanted ?? (await underNextNumber(directory.members.keys(), put))
    await writes.putPersons([{ member: id, name: body.name ?? null, email: body.email ?? null }])
    await audit(user, 'member-add', id)
    return reply.code(201).send(await viewMember(id, user, deps))
  })
}
