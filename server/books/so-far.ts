/** What a member is using now and what it has come to, and what they have left to use: prepaid, free and allowed. */
import { spendingId } from '#server/domain/access/spending.ts'
import type { Directory, MemberFacts } from '#server/domain/directory.ts'
import type { Session } from '#server/domain/metering/types.ts'
import { computeMonth } from '#server/domain/periods/close.ts'
import type { PackSaleFacts } from '#server/domain/sharing/facts.ts'
import { type Price, priceOf, useAt } from '#server/domain/sharing/price.ts'
import {
  type CostSoFar,
  costSoFar,
  type MonthSoFar,
  needsMonth,
  type Quota,
  quotasOf,
} from '#server/domain/sharing/so-far.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import { useOfSession } from '#server/domain/sharing/use.ts'
import { addMonths, localDate, periodOf, periodRange } from '#server/domain/time.ts'
import { payingOrganisation } from '#server/domain/who/membership.ts'
import { type BooksParts, zoneOf } from './ports.ts'
import { remembered } from './remembered.ts'
import { statementOf } from './statements.ts'

/** A month that is over changes seldom; the running one by what somebody used within half a minute. */
const LAST_MONTH_KEPT_MS = 600_000
const MONTH_KEPT_MS = 30_000
const NOTHING: MonthSoFar = { uses: [], packs: [] }

export type OpenNow = { session: Session; price: Price; cost: CostSoFar }
export type PackLeft = { sale: PackSaleFacts; left_ms: number }
/** `left_cents` as last noted in the journal: at most a minute old. */
export type LimitLeft = { cents: number; left_cents: number }
export type Standing = { packs: PackLeft[]; quotas: Quota[]; limit: LimitLeft | null }
export type SoFar = {
  /** Sessions of theirs that are open, each with its price and what it has come to. */
  openNow(member: string): Promise<OpenNow[]>
  /** What each machine would cost this member, by machine. */
  prices(member: string): Promise<Map<string, Price>>
  standing(member: string): Promise<Standing>
}

export function createSoFar(parts: BooksParts): SoFar {
  const { directory, openSessions, now_ms } = parts
  const lastMonth = remembered(LAST_MONTH_KEPT_MS, now_ms, period => statementBefore(parts, period))
  const running = remembered(MONTH_KEPT_MS, now_ms, period => monthSoFar(parts, period))
  const thisPeriod = (): string => periodOf(now_ms(), zoneOf(directory()))

  return {
    async openNow(member) {
      const open = openSessions().filter(one => one.member === member)
      if (open.length === 0) return []
      const last = await lastMonth(thisPeriod())
      const found: OpenNow[] = []
      for (const session of open) {
        const rules = directory()
        const use = useOfSession(session, rules)
        const month = needsMonth(rules, use) ? await running(use.date.slice(0, 7)) : NOTHING
        found.push({ session, price: priceOf(rules, use, last), cost: costSoFar(rules, use, month, last) })
      }
      return found
    },
    async prices(id) {
      const rules = directory()
      const member = rules.members.get(id)
      if (member === undefined) return new Map()
      const last = await lastMonth(thisPeriod())
      const at_ms = now_ms()
      return new Map(
        [...rules.machines.keys()].map(machine => [
          machine,
          priceOf(rules, useAt(rules, member, machine, at_ms), last),
        ]),
      )
    },
    async standing(id) {
      const rules = directory()
      const member = rules.members.get(id)
      if (member === undefined) return { packs: [], quotas: [], limit: null }
      const month = await running(thisPeriod())
      return {
        packs: packsLeft(rules, member, month.left, localDate(now_ms(), zoneOf(rules))),
        quotas: quotasOf(rules, id, month),
        limit: limitOf(rules, member, now_ms()),
      }
    },
  }
}

/** Null: nobody used anything before this month. */
async function statementBefore({ ledger, directory }: BooksParts, period: string): Promise<PeriodStatement | null> {
  const first_at_ms = await ledger.firstUseAt()
  const before = addMonths(`${period}-01`, -1).slice(0, 7)
  if (first_at_ms === null || periodOf(first_at_ms, zoneOf(directory())) > before) return null
  return statementOf(ledger, directory(), before)
}

/** `left`: of each pack sold, once this month has taken its part. */
type Running = MonthSoFar & { left: ReadonlyMap<string, number> }

async function monthSoFar({ ledger, directory }: BooksParts, period: string): Promise<Running> {
  const zone = zoneOf(directory())
  const month = await ledger.monthInputs({ period, zone, ...periodRange(period, zone), head_n: null })
  const { uses, statement } = computeMonth(month, directory())
  return { uses, packs: month.packs ?? [], left: new Map(statement.packs.map(({ sale, left_ms }) => [sale, left_ms])) }
}

/** Their own, and those of who pays for them, that hold today. */
function packsLeft(rules: Directory, member: MemberFacts, left: Running['left'], today: string): PackLeft[] {
  const payer = payingOrganisation(member, today)
  return [...rules.pack_sales.values()]
    .filter(({ holder }) => holder.id === (holder.kind === 'member' ? member.id : payer))
    .filter(({ valid_until }) => valid_until === null || valid_until >= today)
    .map(sale => ({ sale, left_ms: left.get(sale.id) ?? sale.time_ms }))
}

/** Their own limit alone: what an organisation has left is the organisation's business. */
function limitOf(rules: Directory, { id, limit_cents_per_month: cents }: MemberFacts, at_ms: number): LimitLeft | null {
  if (cents == null) return null
  const noted = rules.spending.get(spendingId('member', id))
  return { cents, left_cents: cents - (noted?.period === periodOf(at_ms, zoneOf(rules)) ? noted.cents : 0) }
}
