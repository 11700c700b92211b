/** GET /periods/{yyyy-mm}/statements/{member}: one's lines, the machine time behind them, and where doubt favoured one. */
import { StatementView } from '#server/contract/books.ts'
import { presentClosing, presentContest, presentUse } from '#server/present/books.ts'
import { namesOf } from '../people.ts'
import { contestRules } from '../periods.ts'
import { StatementParam } from '../schemas.ts'
import { statementOr404 } from '../statements.ts'
import type { Route } from './route.ts'

export const statement: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Statement of a member',
    params: StatementParam,
    response: { 200: StatementView },
  }
  app.get('/periods/:period/statements/:member', { schema }, async request => {
    const { period, member } = request.params
    const { closing, statement, uses, contests } = await statementOr404(deps, request)
    const names = await namesOf(deps)
    return {
      id: `${period}/${member}`,
      period,
      closed: closing === null ? null : presentClosing(closing, contestRules(deps)),
      statement: { ...statement, name: names.get(member) ?? member },
      uses: uses.map(presentUse),
      contests: contests.map(contest => ({ ...presentContest(contest), id: contest.item })),
    }
  })
}
