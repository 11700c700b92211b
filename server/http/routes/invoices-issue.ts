/** POST /invoices/issue: drafts go out under numbers, all that are named or none. `drafts_hash` is what was shown before. */
import * as z from 'zod'
import { InvoicesIssued } from '#server/contract/invoices.ts'
import { JobView } from '#server/contract/jobs.ts'
import type { Tell } from '#server/jobs/desk.ts'
import { presentInvoice, presentProblem } from '#server/present/invoices.ts'
import { auditOf, signatureOf } from '../audit.ts'
import { BilledPeriod, issueRefused } from '../invoices.ts'
import { nowOrLater } from '../later.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Route } from './route.ts'

const KEYS_MAX = 1_000
const Body = z.strictObject({
  period: BilledPeriod,
  /** absent: every draft that can */
  keys: z.array(z.string().min(1).max(200)).min(1).max(KEYS_MAX).optional(),
  drafts_hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** invoices of the old books that credit notes are on (CGI art. 289, I 5) */
  old_references: z
    .array(
      z.strictObject({
        key: z.string().min(1).max(200),
        number: z.string().trim().min(1).max(40),
        issue_date: z.iso.date(),
      }),
    )
    .max(KEYS_MAX)
    .default([]),
})

export const issueInvoices: Route = (app, deps) => {
  const audit = auditOf(deps)
  const response = { 200: InvoicesIssued, 202: JobView }
  const schema = { tags: ['money'], summary: 'Issue invoices', body: Body, response }
  app.post('/invoices/issue', { schema }, async (request, reply) => {
    const user = callerOf(request)
    const { period, keys = null, drafts_hash = null, old_references } = request.body
    const work = async (tell: Tell) => {
      const order = { period, keys, drafts_hash, old_references, by: signatureOf(user) }
      const outcome = await deps.accounts.issue(order, tell)
      if (outcome.kind !== 'issued') throw issueRefused(outcome)
      const { documents, blocked } = outcome
      const [first, last] = [documents[0]?.number, documents.at(-1)?.number]
      if (documents.length > 0) await audit(user, 'invoices-issue', period, `${documents.length}: ${first} … ${last}`)
      return {
        issued: documents.map(presentInvoice),
        blocked: blocked.map(({ key, problems }) => ({ key, problems: problems.map(presentProblem) })),
      }
    }
    const brief = ({ issued, blocked }: InvoicesIssued) => ({ issued: issued.length, blocked: blocked.length })
    return nowOrLater(deps, request, reply, { kind: 'issue', about: period, work, brief })
  })
}
