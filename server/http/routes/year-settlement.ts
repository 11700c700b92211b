/** GET /years/{yyyy}/settlement: provisional tariffs against actual costs: what each paid, owes or gets back. */
import * as z from 'zod'
import { SettlementView } from '#server/contract/money.ts'
import { namesOf } from '../people.ts'
import type { Route } from './route.ts'

export const YearParam = z.object({ year: z.string().regex(/^20\d\d$/, 'is not a year yyyy') })

export const yearSettlement: Route = (app, deps) => {
  const schema = {
    tags: ['money'],
    summary: 'Settlement of a year',
    params: YearParam,
    response: { 200: SettlementView },
  }
  app.get('/years/:year/settlement', { schema }, async request => {
    const [settlement, names] = await Promise.all([deps.economy.settlement(request.params.year), namesOf(deps)])
    const { organisations, issuers } = deps.core.directory()
    const nameOf = ({ kind, id }: { kind: string; id: string }): string | undefined =>
      kind === 'member' ? names.get(id) : (kind === 'organisation' ? organisations : issuers).get(id)?.name
    return {
      year: settlement.year,
      issuers: settlement.issuers.map(issuer => ({
        ...issuer,
        payers: issuer.payers.map(one => ({ ...one, name: nameOf(one.payer) ?? one.payer.id })),
      })),
    }
  })
}
