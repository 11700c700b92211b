/** GET /bank-runs: files made for the bank, newest first, and what became of each item. */
import * as z from 'zod'
import { RunView } from '#server/contract/bank.ts'
import { payerNames, runView } from '../bank.ts'
import type { Route } from './route.ts'

export const listBankRuns: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Files for the bank',
    response: { 200: z.object({ items: z.array(RunView) }) },
  }
  app.get('/bank-runs', { schema }, async () => {
    const nameOf = await payerNames(deps)
    return { items: (await deps.bank.runs()).toReversed().map(run => runView(run, nameOf)) }
  })
}
