/** PUT /users/{id}: another name, role or tie, or a block. What is left out stays; there is always somebody left who may manage. */
import * as z from 'zod'
import { Role, UserView } from '#server/contract/api.ts'
import { Slug } from '#server/contract/topics.ts'
import { checkTies } from '../account-ties.ts'
import { auditOf } from '../audit.ts'
import { PersonName } from '../member-body.ts'
import { given } from '../money-facts.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, notFound } from '../problem.ts'
import { UserParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z
  .strictObject({
    name: PersonName,
    role: Role,
    member: Slug.nullable(),
    organisation: Slug.nullable(),
    blocked: z.boolean(),
  })
  .partial()

export const changeUser: Route = (app, deps) => {
  const { auth, core } = deps
  const audit = auditOf(deps)
  const schema = {
    tags: ['sign-in'],
    summary: 'Change or block an account',
    params: UserParam,
    body: Body,
    response: { 200: UserView },
  }
  app.put('/users/:id', { schema }, async request => {
    const caller = callerOf(request)
    const { id } = request.params
    const change = given(request.body)
    const before = (await auth.accounts()).find(one => one.id === id)
    if (before === undefined) throw notFound('user', id)
    // Whoever locks themselves out could not let themselves in again
    if (caller.id === id && change.blocked === true) throw new HttpProblem(409, 'not-oneself')
    if (['role', 'member', 'organisation'].some(key => key in change))
      checkTies({ ...before, ...change }, core.directory())
    const changed = await auth.changeUser(id, change)
    if (changed.kind === 'unknown') throw notFound('user', id)
    if (changed.kind === 'last-manager') throw new HttpProblem(409, 'last-manager')
    await audit(caller, 'account-change', id, Object.entries(change).map(told).join(', '))
    return changed.user
  })
}

/** The audit knows people by id. */
const told = ([key, value]: [string, unknown]): string => (key === 'name' ? 'name' : `${key} ${value}`)
