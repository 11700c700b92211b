/** GET /years/{yyyy}/settlement: provisional tariffs against actual costs: what each paid, owes or gets back. */
import * as z from 'zod'
import { SettlementView } from '#server/contract/money.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { periodOf } from '#server/domain/time.ts'
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
    const { year } = request.params
    const { core, clock, economy } = deps
    const present = periodOf(clock.now_ms(), core.directory().site?.timezone ?? 'UTC')
    const [settlement, names] = await Promise.all([economy.settlement(year, present), namesOf(deps)])
    const { organisations, issuers } = core.directory()
    const nameOf = ({ kind, id }: Payer): string | undefined =>
      kind === 'member' ? names.get(id) : (kind === 'organisation' ? organisations : issuers).get(id)?.name
    const named = <T extends { payer: Payer }>(payers: readonly T[]) =>
      payers.map(one => ({ ...one, name: nameOf(one.payer) ?? one.payer.id }))
    return {
      year: settlement.year,
      issuers: settlement.issuers.map(({ so_far, ...issuer }) => ({
        ...issuer,
        payers: named(issuer.payers),
        so_far: so_far === null ? null : { ...so_far, payers: named(so_far.payers) },
      })),
    }
  })
}
