/** What a month says of each member, closed or not, and what it rests on. */
import type { Directory } from '#server/domain/directory.ts'
import { computeMonth } from '#server/domain/periods/close.ts'
import type { Closing, Contest } from '#server/domain/periods/month.ts'
import type { MemberStatement, PeriodStatement } from '#server/domain/sharing/statement.ts'
import { idsOf, type Use } from '#server/domain/sharing/use.ts'
import { periodRange } from '#server/domain/time.ts'
import { type BooksLedger, type BooksParts, zoneOf } from './ports.ts'

type Reads = Pick<BooksLedger, 'monthInputs' | 'closedStatement'>

/** As it was closed, or as it stands. */
export async function statementOf(ledger: Reads, directory: Directory, period: string): Promise<PeriodStatement> {
  const closed = await ledger.closedStatement(period)
  return closed ?? (await computed(ledger, directory, period, null)).statement
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
  const now = await computed(parts.ledger, parts.directory(), period, closing?.computed_n ?? null)
  const sheet = closing === null ? now.statement : await parts.ledger.closedStatement(period)
  const statement = sheet?.members.find(({ id }) => id === member)
  if (statement === undefined) return null
  const uses = now.uses.filter(use => use.member === member)
  const contests: Contest[] = []
  for (const ref of new Set(uses.flatMap(idsOf)))
    contests.push(...(await parts.ledger.bookedAbout(ref)).contests.filter(one => one.member === member))
  return { closing, statement, uses, contests }
}

export async function computed(ledger: Reads, directory: Directory, period: string, head_n: number | null) {
  const zone = zoneOf(directory)
  const month = await ledger.monthInputs({ period, zone, ...periodRange(period, zone), head_n })
  return computeMonth(month, directory)
}
