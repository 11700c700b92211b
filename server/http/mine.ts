/** What a member may know of themselves, put together from the desks that know it. */
import type { MyAccount } from '#server/contract/mine.ts'
import { openOf } from '#server/domain/accounting/balance.ts'
import { daysBetween } from '#server/domain/accounting/debit-calendar.ts'
import type { Directory } from '#server/domain/directory.ts'
import { inUse } from '#server/domain/workshop.ts'
import { at } from '#server/present/words.ts'
import type { User } from './auth/types.ts'
import type { HttpDeps } from './deps.ts'
import { lookAround, memberOr404, presentMember, todayOf } from './members.ts'
import { presentReservation } from './reservations.ts'

type Mine = User & { member: string }

/** Of an account that is no member's. */
export const NOBODYS: MyAccount = {
  ...{ limit: null, packs: [], quotas: [], owed: [], badges: [], grants: [], obtainable: [], bookings: [] },
  charter_signed: null,
}

export async function accountOf(user: Mine, deps: HttpDeps): Promise<MyAccount> {
  const { core, books, clock } = deps
  const now_ms = clock.now_ms()
  const directory = core.directory()
  const facts = memberOr404(core, user.member)
  const [look, left, owed] = await Promise.all([
    lookAround(deps, user),
    books.standing(user.member),
    owedBy(user.member, deps),
  ])
  const { grants, badges } = presentMember(facts, look, undefined)
  const held = new Set(grants.filter(({ holds }) => holds).map(({ qualification }) => qualification))
  const upcoming = [...directory.reservations.values()]
    .filter(one => one.member === user.member && one.until_ms > now_ms)
    .sort((a, b) => a.from_ms - b.from_ms)
  return {
    ...{ limit: left.limit, quotas: left.quotas, owed, badges, charter_signed: facts.charter_signed },
    packs: left.packs.map(({ sale, left_ms }) => ({
      ...{ id: sale.id, name: directory.packs.get(sale.pack)?.name ?? sale.pack, holder: sale.holder.kind },
      ...{ time_ms: sale.time_ms, left_ms, valid_until: sale.valid_until },
    })),
    grants: grants.map(grant => ({ ...grant, machines: machinesOf(directory, grant.qualification) })),
    obtainable: obtainable(directory, held, now_ms),
    bookings: upcoming.map(one => presentReservation(one, user, { core, names: look.names, now_ms })),
  }
}

const machinesOf = (directory: Directory, qualification: string): string[] =>
  inUse(directory)
    .filter(one => one.qualification === qualification)
    .map(({ id }) => id)

function obtainable(directory: Directory, held: ReadonlySet<string>, now_ms: number): MyAccount['obtainable'] {
  const asked = new Set(inUse(directory).flatMap(({ qualification }) => qualification ?? []))
  return [...asked]
    .filter(qualification => !held.has(qualification))
    .map(qualification => {
      const [next] = [...directory.events.values()]
        .filter(one => one.kind === 'training' && one.qualification === qualification && one.from_ms > now_ms)
        .sort((a, b) => a.from_ms - b.from_ms)
      const training = next === undefined ? null : { name: next.name, from: at(next.from_ms) }
      return { qualification, machines: machinesOf(directory, qualification), training }
    })
}

async function owedBy(member: string, { bank, core, clock }: HttpDeps): Promise<MyAccount['owed']> {
  const today = todayOf(core, clock.now_ms())
  const { issuers } = core.directory()
  return (await bank.balance({ kind: 'member', id: member })).map(({ account }) => ({
    ...{ issuer: account.issuer, issuer_name: issuers.get(account.issuer)?.name ?? account.issuer },
    balance_cents: account.balance_cents,
    open: openOf(account).map(({ item, kind, due_date, open_cents }) => ({
      ...{ item, kind, due_date, open_cents, late_days: Math.max(0, daysBetween(due_date, today)) },
    })),
  }))
}
