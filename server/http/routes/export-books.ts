/**
 * GET /exports/fec and /exports/csv: the sales and payments journals of a month or year, in FEC layout (an import for the
 * accountant's program, not the legal FEC) or as a table for a spreadsheet.
 */
import * as z from 'zod'
import type { FileOutcome } from '#server/bookkeeping/exports.ts'
import { Slug } from '#server/contract/topics.ts'
import { auditOf } from '../audit.ts'
import { refused } from '../bank.ts'
import type { HttpDeps } from '../deps.ts'
import { callerOf } from '../plugins/authentication.ts'
import { fileOf } from '../schemas.ts'
import type { Route } from './route.ts'

const Query = z.strictObject({
  issuer: Slug,
  span: z.string().regex(/^20\d\d(-(0[1-9]|1[0-2]))?$/, 'is a year 2026 or a month 2026-10'),
})
const FILES = {
  fec: { type: 'text/plain; charset=iso-8859-15', summary: 'The journals in FEC layout: an import, not the legal FEC' },
  csv: { type: 'text/csv; charset=utf-8', summary: 'The journals as a table for a French spreadsheet' },
} as const

const file =
  (kind: keyof typeof FILES): Route =>
  (app, deps: HttpDeps) => {
    const audit = auditOf(deps)
    const { type, summary } = FILES[kind]
    const schema = { tags: ['money'], summary, querystring: Query, ...fileOf(type.split(';', 1)[0] ?? type) }
    app.get(`/exports/${kind}`, { schema }, async (request, reply) => {
      const outcome: FileOutcome = await deps.bookkeeping[kind](request.query)
      if (outcome.kind === 'objected') throw refused(outcome.objection)
      const { name, bytes } = outcome.file
      await audit(callerOf(request), `export-${kind}`, `${request.query.issuer}/${request.query.span}`)
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'private, no-store')
        .type(type)
        .send(Buffer.from(bytes))
    })
  }

export const exportFec: Route = file('fec')
export const exportCsv: Route = file('csv')
