/** GET /periods/{yyyy-mm}/statements/{member}/pdf: the statement as a sheet to print, with the figures of the statement itself. */
import { statementSheet } from '#server/domain/sharing/sheet.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { namesOf } from '../people.ts'
import { contestRules } from '../periods.ts'
import { fileOf, StatementParam } from '../schemas.ts'
import { statementOr404 } from '../statements.ts'
import type { Route } from './route.ts'

export const statementPdf: Route = (app, deps) => {
  const schema = {
    ...{ tags: ['money'], summary: 'Statement of a member, to print', params: StatementParam },
    ...fileOf('application/pdf'),
  }
  app.get('/periods/:period/statements/:member/pdf', { schema }, async (request, reply) => {
    const { period, member } = request.params
    const { closing, statement, uses } = await statementOr404(deps, request)
    const names = await namesOf(deps)
    const directory = deps.core.directory()
    const nameOf = ({ kind, id }: Payer): string =>
      (kind === 'organisation' ? directory.organisations.get(id)?.name : names.get(id)) ?? id
    const sheet = statementSheet({
      ...{ directory, period, statement, uses, closed_at_ms: closing?.at_ms ?? null, nameOf },
      ...{ contest_days: contestRules(deps).contest_days, now_ms: deps.clock.now_ms() },
    })
    const bytes = await deps.accounts.files.statement(sheet)
    return reply
      .type('application/pdf')
      .header('content-disposition', `inline; filename="${period}-${member}.pdf"`)
      .header('cache-control', 'private, no-store')
      .send(Buffer.from(bytes))
  })
}
