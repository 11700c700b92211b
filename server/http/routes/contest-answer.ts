/** POST /periods/{yyyy-mm}/contests/{n}/answer: yes, and what holds instead; or no, and why. */
import * as z from 'zod'
import { ContestView } from '#server/contract/books.ts'
import { presentContest } from '#server/present/books.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { busy, objected } from '../periods.ts'
import { callerOf } from '../plugins/authentication.ts'
import { notFound } from '../problem.ts'
import { ContestParam } from '../schemas.ts'
import { Reason, WishBody, wishOf } from './period-settle-post.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({ accepted: z.boolean(), decision: WishBody.optional(), reason: Reason })

export const answerContest: Route = (app, deps) => {
  const audit = auditOf(deps)
  const schema = {
    tags: ['money'],
    summary: 'Answer a contest',
    params: ContestParam,
    body: Body,
    response: { 200: ContestView },
  }
  app.post('/periods/:period/contests/:n/answer', { schema }, async request => {
    const user = callerOf(request)
    const { period, n } = request.params
    const { accepted, decision, reason } = request.body
    const wish = decision === undefined ? null : wishOf(decision)
    const outcome = await deps.books.answer({ period, contest: n, accepted, wish, by: signatureOf(user), reason })
    switch (outcome.kind) {
      case 'unknown':
        throw notFound('contest', String(n))
      case 'objected':
        throw objected(outcome.objection)
      case 'busy':
        throw busy()
      case 'answered':
        await audit(user, 'contest-answer', String(n), accepted ? 'accepted' : 'refused')
        return presentContest(outcome.contest)
    }
  })
}
