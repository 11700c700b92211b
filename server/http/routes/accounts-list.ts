/** GET /accounts: who owes what to which issuer, the largest debt first. */
import * as z from 'zod'
import { BalanceRow } from '#server/contract/bank.ts'
import { localDate } from '#server/domain/time.ts'
import { balanceRow } from '../bank.ts'
import type { Route } from './route.ts'

export const listAccounts: Route = (app, { bank, core, clock }) => {
  const schema = {
    tags: ['money'],
    summary: 'What each payer owes',
    response: { 200: z.object({ items: z.array(BalanceRow) }) },
  }
  app.get('/accounts', { schema }, async () => {
    const today = localDate(clock.now_ms(), core.directory().site?.timezone ?? 'UTC')
    return { items: (await bank.balances()).map(one => balanceRow(one, today)) }
  })
}
