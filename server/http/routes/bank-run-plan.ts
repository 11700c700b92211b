/** GET /bank-runs/plan: what a file made now would ask the bank for, and what it leaves out, each with its reason. */
import * as z from 'zod'
import { RunKind, RunPlanView } from '#server/contract/bank.ts'
import { Slug } from '#server/contract/topics.ts'
import { payerNames } from '../bank.ts'
import { unacceptable } from '../problem.ts'
import type { Route } from './route.ts'

export const planBankRun: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'What a file for the bank would hold',
    querystring: z.strictObject({ issuer: Slug, kind: RunKind }),
    response: { 200: RunPlanView },
  }
  app.get('/bank-runs/plan', { schema }, async request => {
    const { issuer, kind } = request.query
    if (!deps.core.directory().issuers.has(issuer)) throw unacceptable('issuer', 'no-issuer', { id: issuer })
    const nameOf = await payerNames(deps)
    const { run, debits, refunds, refusal } = await deps.bank.plan(issuer, kind)
    const collected = debits?.lines.map(({ document, payer, cents, date, debit }) => ({
      ...{ document, payer, cents, date, sequence: debit.sequence },
    }))
    const refunded = refunds?.lines.map(({ document, payer, cents }) => ({
      ...{ document, payer, cents, date: null, sequence: null },
    }))
    const left = debits?.left ?? refunds?.left.map(one => ({ ...one, reason: null })) ?? []
    return {
      ...{ run, kind, refusal },
      lines: (collected ?? refunded ?? []).map(line => ({ ...line, name: nameOf(line.payer) })),
      left: left.map(one => ({ ...one, name: nameOf(one.payer) })),
    }
  })
}
