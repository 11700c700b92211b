/** GET /me/now: what I am using, at which price, and what it has come to so far. Nobody else's is in it. */
import { MyNow } from '#server/contract/mine.ts'
import { presentSession } from '#server/present/session.ts'
import { at } from '#server/present/words.ts'
import { namesOf } from '../people.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const myNow: Route = (app, deps) => {
  const { books, clock } = deps
  const schema = { tags: ['me'], summary: 'What I use now, and what it costs', response: { 200: MyNow } }
  app.get('/me/now', { schema }, async request => {
    const user = callerOf(request)
    const open = user.member === null ? [] : await books.openNow(user.member)
    const names = open.length === 0 ? new Map<string, string>() : await namesOf(deps)
    return {
      at: at(clock.now_ms()),
      open: open.map(({ session, price, cost }) => ({
        ...{ session: presentSession(session, user, 'books', names), price, ...cost },
      })),
    }
  })
}
