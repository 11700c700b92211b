/** GET /bank-lines: lines of bank statements, newest first; what waits comes with its proposal and why. */
import * as z from 'zod'
import { BankLineView } from '#server/contract/bank.ts'
import { lineView, payerNames } from '../bank.ts'
import type { Route } from './route.ts'

/** Years of a workshop's account; older ones are in the bank's own files. */
const LINES_MAX = 2_000

export const listBankLines: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Lines of bank statements',
    querystring: z.strictObject({ state: z.enum(['waiting', 'booked', 'set-aside']).optional() }),
    response: { 200: z.object({ items: z.array(BankLineView) }) },
  }
  app.get('/bank-lines', { schema }, async request => {
    const nameOf = await payerNames(deps)
    const { state } = request.query
    const lines = (await deps.bank.lines()).filter(line => state === undefined || line.state === state)
    return { items: lines.slice(0, LINES_MAX).map(line => lineView(line, nameOf)) }
  })
}
