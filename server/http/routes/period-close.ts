/** POST /periods/{yyyy-mm}/close: the month says from now on what it says now. `statement_hash` is what was shown before. */
import * as z from 'zod'
import { Closed } from '#server/contract/books.ts'
import { JobView } from '#server/contract/jobs.ts'
import type { Tell } from '#server/jobs/desk.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { nowOrLater } from '../later.ts'
import { busy, refusedToClose } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem } from '../problem.ts'
import { PeriodParam } from '../schemas.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  statement_hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})

export const closeMonth: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Close a month',
    params: PeriodParam,
    body: Body,
    response: { 200: Closed, 202: JobView },
  }
  app.post('/periods/:period/close', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { period } = request.params
    const { statement_hash = null } = request.body
    const work = async (tell: Tell) => {
      const outcome = await deps.books.close({ period, by: signatureOf(user), statement_hash }, tell)
      switch (outcome.kind) {
        case 'refused':
          throw refusedToClose(period, outcome.refusal)
        case 'changed':
          throw new HttpProblem(409, 'statement-changed', { period })
        case 'busy':
          throw busy()
        case 'closed':
          await audit(user, 'period-close', period, `journal ${outcome.n}`)
          return { period, n: outcome.n, statement_hash: outcome.statement_hash }
      }
    }
    return nowOrLater(deps, request, reply, { kind: 'close', about: period, work })
  })
}
