/** GET /accounts/{kind}/{id}: one payer's account with each issuer, movement by movement. */
import * as z from 'zod'
import { BalanceDetail } from '#server/contract/bank.ts'
import { Slug } from '#server/contract/topics.ts'
import { localDate } from '#server/domain/time.ts'
import { balanceDetail } from '../bank.ts'
import type { Route } from './route.ts'

export const PayerParam = z.object({ kind: z.enum(['member', 'organisation']), id: Slug })

export const account: Route = (app, { bank, core, clock }) => {
  const schema = {
    tags: ['money'],
    summary: 'The account of one payer',
    params: PayerParam,
    response: { 200: z.object({ items: z.array(BalanceDetail) }) },
  }
  app.get('/accounts/:kind/:id', { schema }, async request => {
    const today = localDate(clock.now_ms(), core.directory().site?.timezone ?? 'UTC')
    const disputed = await bank.disputed()
    return { items: (await bank.balance(request.params)).map(one => balanceDetail(one, today, disputed)) }
  })
}
