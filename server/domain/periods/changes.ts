/** What a month came to when somebody last looked, against what it comes to now. */
import { entryOf } from '../entry-of.ts'
import type { PeriodStatement } from '../sharing/statement.ts'

export type SeenAmounts = {
  members: Record<string, { cents: number; sessions: number; running_ms: number }>
  pools: Record<string, number>
  cooperative_cents: number
  to_settle: number
}
export type Change = { id: string; was_cents: number | null; is_cents: number | null }
export type MemberChange = Change & { sessions: number; running_ms: number }
export type Changes = {
  members: MemberChange[]
  pools: Change[]
  cooperative: { was_cents: number; is_cents: number }
  to_settle: { was: number; is: number }
}

export const amountsOf = (statement: PeriodStatement, to_settle: number): SeenAmounts => ({
  members: Object.fromEntries(
    statement.members.map(({ id, total_cents, sessions, running_ms }) => [
      id,
      { cents: total_cents, sessions, running_ms },
    ]),
  ),
  pools: Object.fromEntries(statement.pools.map(({ id, shared_cents }) => [id, shared_cents])),
  cooperative_cents: statement.cooperative_cents,
  to_settle,
})

const NOTHING = { cents: 0, sessions: 0, running_ms: 0 }
const keysOf = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])]
const moved = ({ was_cents, is_cents }: Change): number => Math.abs((is_cents ?? 0) - (was_cents ?? 0))

/** Only what is not as it was; the largest difference first. `sessions` and `running_ms` are differences. */
export function changesBetween(was: SeenAmounts, is: SeenAmounts): Changes {
  const members = keysOf(was.members, is.members).map(id => {
    const [before, now] = [entryOf(was.members, id), entryOf(is.members, id)]
    return {
      ...{ id, was_cents: before?.cents ?? null, is_cents: now?.cents ?? null },
      sessions: (now ?? NOTHING).sessions - (before ?? NOTHING).sessions,
      running_ms: (now ?? NOTHING).running_ms - (before ?? NOTHING).running_ms,
    }
  })
  const pools = keysOf(was.pools, is.pools).map(id => ({
    ...{ id, was_cents: entryOf(was.pools, id) ?? null, is_cents: entryOf(is.pools, id) ?? null },
  }))
  const differs = (one: Change): boolean => one.was_cents !== one.is_cents
  return {
    members: members
      .filter(one => differs(one) || one.sessions !== 0 || one.running_ms !== 0)
      .sort((a, b) => moved(b) - moved(a) || (a.id < b.id ? -1 : 1)),
    pools: pools.filter(differs).sort((a, b) => moved(b) - moved(a) || (a.id < b.id ? -1 : 1)),
    cooperative: { was_cents: was.cooperative_cents, is_cents: is.cooperative_cents },
    to_settle: { was: was.to_settle, is: is.to_settle },
  }
}
