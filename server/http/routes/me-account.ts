/** GET /me/account: what I owe and have left, my badges, my rights and how to get others, my bookings. */
import { MyAccount } from '#server/contract/mine.ts'
import { accountOf, NOBODYS } from '../mine.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

export const myAccount: Route = (app, deps) => {
  const schema = { tags: ['me'], summary: 'What I owe, hold and have booked', response: { 200: MyAccount } }
  app.get('/me/account', { schema }, async request => {
    const user = callerOf(request)
    const { member } = user
    return member === null ? NOBODYS : accountOf({ ...user, member }, deps)
  })
}
