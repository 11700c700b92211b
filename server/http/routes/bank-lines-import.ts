/**
 * POST /bank-lines/import: a statement as the bank gives it, as the body. Shown what it holds; with `?apply=true` kept. Columns of a
 * CSV are guessed, or said as JSON. Nothing is booked.
 */
import * as z from 'zod'
import { CsvColumns, StatementReport } from '#server/contract/bank.ts'
import { Slug } from '#server/contract/topics.ts'
import type { App } from '../app.ts'
import { auditOf } from '../audit.ts'
import { callerOf } from '../plugins/authentication.ts'
import { HttpProblem, unacceptable } from '../problem.ts'
import { Flag } from '../schemas.ts'
import type { Route } from './route.ts'

/** A year of a busy account as camt.053. */
const STATEMENT_BYTES_MAX = 8 * 1_048_576
const TYPES = ['text/csv', 'text/plain', 'text/xml', 'application/xml', 'application/octet-stream']
const SAMPLE = 5

const Columns = z
  .string()
  .max(500)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' })
      return z.NEVER
    }
  })
  .pipe(CsvColumns)

export const importBankLines: Route = (app, deps) => {
  const audit = auditOf(deps)
  const querystring = z.strictObject({ issuer: Slug, apply: Flag.default(false), columns: Columns.optional() })
  const schema = { tags: ['money'], summary: 'Read a bank statement', querystring, response: { 200: StatementReport } }
  app.register(async plugin => {
    const scope = plugin as App
    scope.addContentTypeParser(TYPES, { parseAs: 'buffer', bodyLimit: STATEMENT_BYTES_MAX }, (_request, bytes, done) =>
      done(null, bytes),
    )
    scope.post('/bank-lines/import', { schema, bodyLimit: STATEMENT_BYTES_MAX }, async request => {
      const user = callerOf(request)
      const { issuer, apply, columns = null } = request.query
      if (!Buffer.isBuffer(request.body)) throw new HttpProblem(415, 'send-the-list', { type: TYPES.join(', ') })
      if (!deps.core.directory().issuers.has(issuer)) throw unacceptable('issuer', 'no-issuer', { id: issuer })
      const read = await deps.bank.importStatement({ issuer, bytes: request.body, columns, apply })
      const { format, table, flaws, skipped, lines, fresh, applied, other_account } = read
      if (applied) await audit(user, 'statement-import', issuer, `${lines.length} lines, ${fresh} new`)
      return {
        ...{ format, head: table?.head ?? null, columns: table?.columns ?? null, flaws, skipped, fresh, applied },
        ...{ other_account, lines: lines.length },
        sample: lines.slice(0, SAMPLE).map(({ date, cents, text }) => ({ date, cents, text })),
      }
    })
  })
}
