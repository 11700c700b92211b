/** GET /me/access: which machines I could start now, what stands in the way of the others, and who is shown what of it. */
import { MyAccess, PayerSees } from '#server/contract/people.ts'
import { localDate } from '#server/domain/time.ts'
import { payingOrganisation } from '#server/domain/who/membership.ts'
import { inUse } from '#server/domain/workshop.ts'
import { accessOf } from '../access.ts'
import { callerOf } from '../plugins/authentication.ts'
import type { Core } from '../ports.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

export const myAccess: Route = (app, { core, clock, books }) => {
  const schema = { tags: ['me'], summary: 'What I may start now, and who pays', response: { 200: MyAccess } }
  app.get('/me/access', { schema }, async request => {
    const { member } = callerOf(request)
    if (member === null) return { items: [], payer: null, employer: null, payer_sees: [] }
    const now_ms = clock.now_ms()
    const machines = inUse(core.directory())
    const prices = await books.prices(member)
    const items = machines.map(machine => ({
      ...accessOf(machine, member, core, now_ms),
      price: prices.get(machine.id) ?? null,
    }))
    return { items, ...concerned(member, core, localDate(now_ms, siteOf(core).timezone)) }
  })
}

/** Who pays and who employs, on a day; a payer sees its own bill (`me/organisation`), an employer that does not pay nothing. */
function concerned(member: string, core: Core, date: string): Omit<MyAccess, 'items'> {
  const { members, organisations } = core.directory()
  const facts = members.get(member)
  const named = (id: string | null | undefined) => (id == null ? null : { id, name: organisations.get(id)?.name ?? id })
  const payer = named(facts === undefined ? null : payingOrganisation(facts, date))
  return { payer, employer: named(facts?.employer), payer_sees: payer === null ? [] : [...PayerSees.options] }
}
