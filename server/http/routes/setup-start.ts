/** POST /setup: the first account and the atelier, against the code the terminal printed; whoever made them is signed in. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Setup, SetupAnswer } from '#server/contract/setup.ts'
import { isTimezone } from '#server/domain/time.ts'
import { presentMe } from '../me.ts'
import { HttpProblem, notFound, unacceptable } from '../problem.ts'
import { sessionCookies } from '../sign-in.ts'
import { signInLimit } from '../sign-in-limit.ts'
import type { Route } from './route.ts'

const digest = (code: string): Buffer =>
  createHash('sha256').update(code.toUpperCase().replaceAll(/[\s-]/g, '')).digest()

export const startSetup: Route = (app, deps) => {
  const { firstStart } = deps
  const refuseBeyondLimit = signInLimit(app)
  const schema = { tags: ['sign-in'], summary: 'Set up the atelier', body: Setup, response: { 201: SetupAnswer } }
  app.post('/setup', { schema, preHandler: refuseBeyondLimit }, async (request, reply) => {
    const { code, atelier, ...account } = request.body
    if (!firstStart.needed()) throw new HttpProblem(409, 'set-up-already')
    if (!timingSafeEqual(digest(code), digest(firstStart.code))) throw new HttpProblem(403, 'wrong-setup-code')
    if (atelier.kind === 'new' && !isTimezone(atelier.timezone))
      throw unacceptable('body.atelier.timezone', 'no-such-timezone')
    const started = await firstStart.start(account, atelier)
    if (started.kind === 'set-up-already') throw new HttpProblem(409, 'set-up-already')
    if (started.kind === 'no-example') throw notFound('example', atelier.kind === 'example' ? atelier.slug : '')
    if (started.kind === 'refused') throw new HttpProblem(422, 'refused-as-it-is', {}, started.problems)
    await sessionCookies(deps, request, reply, account)
    return reply.code(201).send(presentMe(started.user, deps.core))
  })
}
