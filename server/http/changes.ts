/** What changed in a month since an account said it had seen it. */
import type { MonthChanges } from '#server/contract/jobs.ts'
import { amountsOf, changesBetween } from '#server/domain/periods/changes.ts'
import { at } from '#server/present/words.ts'
import type { HttpDeps } from './deps.ts'
import { namesOf } from './people.ts'

/** Of an account that never looked nothing has changed: from now on it is known what it saw. */
export async function monthChanges(deps: HttpDeps, account: string, period: string): Promise<MonthChanges> {
  const [is, seen, names] = await Promise.all([amountsNow(deps, period), deps.seen.get(account, period), namesOf(deps)])
  if (seen === null) await deps.seen.put(account, period, { at_ms: deps.clock.now_ms(), amounts: is })
  const { members, pools, ...others } = changesBetween(seen?.amounts ?? is, is)
  const pool = (id: string): string => deps.core.directory().pools.get(id)?.name ?? id
  return {
    since: seen === null ? null : at(seen.at_ms),
    members: members.map(one => ({ ...one, name: names.get(one.id) ?? one.id })),
    pools: pools.map(one => ({ ...one, name: pool(one.id) })),
    ...others,
  }
}

export async function markSeen(deps: HttpDeps, account: string, period: string): Promise<void> {
  await deps.seen.put(account, period, { at_ms: deps.clock.now_ms(), amounts: await amountsNow(deps, period) })
}

async function amountsNow({ books }: HttpDeps, period: string) {
  const { closings } = await books.context()
  if (closings.some(one => one.period === period)) return amountsOf(await books.statement(period), 0)
  const { statement, queue } = await books.now(period)
  return amountsOf(statement, queue.filter(item => item.blocks).length)
}
