/** GET and PUT /me/notices: what I am told by mail, of which machines, at which hours. */
import type { NoticeView, NoticeWish } from '#server/contract/notices.ts'
import * as contract from '#server/contract/notices.ts'
import { NO_WISH, topicsOf } from '#server/domain/notices/types.ts'
import { auditOf } from '../audit.ts'
import type { User } from '../auth/types.ts'
import { callerOf } from '../plugins/authentication.ts'
import { unacceptable } from '../problem.ts'
import type { Route } from './route.ts'

export const myNotices: Route = (app, deps) => {
  const { notices, core } = deps
  const audit = auditOf(deps)
  const view = (user: User, wish: NoticeWish): NoticeView => ({
    ...{ wish, topics: [...topicsOf(user.role)], address: user.email, relay: notices.relay },
  })
  const read = { tags: ['sign-in'], summary: 'What I am told by mail', response: { 200: contract.NoticeView } }
  app.get('/me/notices', { schema: read }, async request => {
    const user = callerOf(request)
    return view(user, (await notices.wishes()).get(user.id) ?? NO_WISH)
  })
  const write = {
    ...{ tags: ['sign-in'], summary: 'Ask to be told by mail', body: contract.NoticeWish },
    response: { 200: contract.NoticeView },
  }
  app.put('/me/notices', { schema: write }, async request => {
    const user = callerOf(request)
    const wish = request.body
    const unknown = (wish.machines ?? []).find(id => !core.directory().machines.has(id))
    if (unknown !== undefined) throw unacceptable('body.machines', 'no-machine', { id: unknown })
    await notices.putWish(user.id, wish)
    await audit(user, 'notices', user.id)
    return view(user, wish)
  })
}
