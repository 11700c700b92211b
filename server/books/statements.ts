/** What a month says of each member, closed or not, and what it rests on. */
import { computeMonth } from '#server/domain/periods/close.ts'
import type { Closing, Contest } from '#server/domain/periods/month.ts'
import type { MemberStatement, PeriodStatement } from '#server/domain/sharing/statement.ts'
import { idsOf, type Use } from '#server/domain/sharing/use.ts'
import { periodRange } from '#server/domain/time.ts'
import { type BooksParts, zoneOf } from './ports.ts'

/** As it was closed, or as it stands. */
export async function statementOf(parts: BooksParts, period: string): Promise<PeriodStatement> {
  const closed = await parts.ledger.closedStatement(period)
  return closed ?? (await computed(parts, period, null)).statement
}

export type MemberMonth = {
  closing: Closing | null
  statement: MemberStatement
  uses: Use[]
  contests: Contest[]
}

/** Null where the month has nothing to say of this member. */
export async function memberMonth(parts: BooksParts, period: string, member: string): Promise<MemberMonth | null> {
  const closing = (await parts.ledger.closings()).find(one => one.period === period) ?? null
  const now = await computed(parts, period, closing?.computed_n ?? null)
  const sheet = closing === null ? now.statement : await parts.ledger.closedStatement(period)
  const statement = sheet?.members.find(({ id }) => id === member)
  if (statement === undefined) return null
  const uses = now.uses.filter(use => use.member === member)
  const contests: Contest[] = []
  for (const ref of new Set(uses.flatMap(idsOf)))
    contests.push(...(await parts.ledger.bookedAbout(ref)).contests.filter(one => one.member === member))
  return { closing, statement, uses, contests }
}

async function computed({ ledger, directory }: BooksParts, period: string, head_n: number | null) {
  const rules = directory()
  const zone = zoneOf(rules)
  const month = await ledger.monthInputs({ period, zone, ...periodRange(period, zone), head_n })
  return computeMonth(month, rules)
}
