/** POST /mails: puts issued documents into the outbox, each once per recipient; says who has no address. */
import * as z from 'zod'
import { SentView } from '#server/contract/bookkeeping.ts'
import { JobView } from '#server/contract/jobs.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf } from '../audit.ts'
import { refused } from '../bank.ts'
import { nowOrLater } from '../later.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

const Body = z.strictObject({
  /** a month, or a settled year */
  period: z.string().regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/, 'is a month 2026-10 or a year 2026'),
  issuer: Slug.nullable().default(null),
  numbers: z.array(z.string().max(40)).max(1_000).nullable().default(null),
})

export const sendMails: Route = (app, deps) => {
  const audit = auditOf(deps)
  const response = { 200: SentView, 202: JobView }
  const schema = { tags: ['money'], summary: 'Send documents', body: Body, response }
  app.post('/mails', { schema }, async (request, reply) => {
    const { period, issuer } = request.body
    const work = async () => {
      const outcome = await deps.bookkeeping.send(request.body)
      if (outcome.kind === 'objected') throw refused(outcome.objection)
      const { kind: _kind, ...sent } = outcome
      await audit(callerOf(request), 'mails-send', period, `${sent.queued} queued`)
      return {
        ...sent,
        unsendable: sent.unsendable.map(one => ({ ...one, payer: `${one.payer.kind}/${one.payer.id}` })),
      }
    }
    // Names are not kept with the work: a number leads to them.
    const brief = ({ queued, known, unsendable }: SentView) => ({
      ...{ queued, known, unsendable: unsendable.length },
      left: unsendable.map(({ number, why }) => ({ number, why })),
    })
    const about = issuer === null ? period : `${period} ${issuer}`
    return nowOrLater(deps, request, reply, { kind: 'send', about, work, brief })
  })
}
