/** What funders ask for: hours, beneficiaries, costs. No names, and no group so small that somebody could be told apart. */
import type { Directory } from '../directory.ts'
import { addMonths } from '../time.ts'
import { categoryAt } from '../who/membership.ts'
import { monthEconomics } from './break-even.ts'
import { internalCharges } from './loans.ts'
import { poolAmount } from './pool-amount.ts'
import { shownAs } from './small-groups.ts'
import { idsOf, type Use } from './use.ts'
import { firstDay, isActive, lastDay } from './validity.ts'
import type { MonthOfUse } from './what-if.ts'

export type FundersReport = {
  from: string
  to: string
  /** people with a membership in the months, and those who used a machine */
  members: number
  beneficiaries: number
  /** of them, in the first two years of their activity */
  starters: number
  organisations: number
  sessions: number
  running_ms: number
  session_ms: number
  kinds: { kind: string; machines: number; running_ms: number; sessions: number }[]
  categories: { category: string; beneficiaries: number; running_ms: number }[]
  months: {
    period: string
    running_ms: number
    beneficiaries: number
    gross_cents: number
    subsidy_cents: number
    earned_cents: number
  }[]
  pools: { issuer: string; name: string; gross_cents: number; subsidy_cents: number }[]
  gross_cents: number
  subsidy_cents: number
  earned_cents: number
  /** earned ÷ gross, in per cent with one decimal */
  self_financing_percent: number | null
}

const STARTER_MONTHS = 24

export function fundersReport(directory: Directory, months: readonly MonthOfUse[]): FundersReport {
  const uses = months.flatMap(month => month.uses)
  const used = uses.filter(use => use.member !== null && use.running_ms + use.session_ms > 0)
  const people = new Set(used.map(use => use.member ?? ''))
  const to = months.at(-1)?.period ?? ''
  const economics = months.map(month => monthEconomics(directory, month))
  const sum = (field: 'gross_cents' | 'subsidy_cents' | 'earned_cents'): number =>
    economics.reduce((total, month) => total + total_of(month.issuers, field), 0)
  const gross_cents = sum('gross_cents')
  const earned_cents = sum('earned_cents')
  return {
    from: months[0]?.period ?? '',
    to,
    members: [...directory.members.values()].filter(member => months.some(month => isActive(member, month.period)))
      .length,
    beneficiaries: people.size,
    starters: [...people].filter(id => starter(directory, id, months[0]?.period ?? '')).length,
    organisations: new Set(used.flatMap(use => (use.payer.kind === 'organisation' ? [use.payer.id] : []))).size,
    sessions: sessionsIn(uses),
    running_ms: total_of(uses, 'running_ms'),
    session_ms: total_of(uses, 'session_ms'),
    kinds: byKind(directory, uses),
    categories: byCategory(directory, used, to),
    months: months.map((month, i) => ({
      period: month.period,
      running_ms: total_of(month.uses, 'running_ms'),
      beneficiaries: new Set(month.uses.flatMap(use => use.member ?? [])).size,
      gross_cents: total_of(economics[i]?.issuers ?? [], 'gross_cents'),
      subsidy_cents: total_of(economics[i]?.issuers ?? [], 'subsidy_cents'),
      earned_cents: total_of(economics[i]?.issuers ?? [], 'earned_cents'),
    })),
    pools: poolCosts(directory, months),
    gross_cents,
    subsidy_cents: sum('subsidy_cents'),
    earned_cents,
    self_financing_percent: gross_cents <= 0 ? null : Math.round((earned_cents * 1_000) / gross_cents) / 10,
  }
}

const total_of = <K extends string>(all: readonly { [F in K]: number }[], field: K): number =>
  all.reduce((sum, one) => sum + one[field], 0)

/** A session that was split, or was corrected later, is one session. */
const sessionsIn = (uses: readonly Use[]): number => new Set(uses.flatMap(idsOf)).size

function starter(directory: Directory, member: string, period: string): boolean {
  const started = directory.members.get(member)?.activity_started ?? null
  return started !== null && firstDay(period) < addMonths(started, STARTER_MONTHS)
}

function byKind(directory: Directory, uses: readonly Use[]): FundersReport['kinds'] {
  const kindOf = (machine: string): string => directory.machines.get(machine)?.kind ?? machine
  return [...Map.groupBy(uses, use => kindOf(use.machine))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, of]) => ({
      kind,
      machines: new Set(of.map(use => use.machine)).size,
      running_ms: total_of(of, 'running_ms'),
      sessions: sessionsIn(of),
    }))
}

function byCategory(directory: Directory, used: readonly Use[], to: string): FundersReport['categories'] {
  const categoryOf = (member: string): string => {
    const facts = directory.members.get(member)
    return (facts === undefined ? null : categoryAt(directory, facts, lastDay(to))) ?? ''
  }
  const people = (uses: readonly Use[]): number => new Set(uses.map(use => use.member)).size
  const groups = Map.groupBy(used, use => categoryOf(use.member ?? ''))
  const shown = shownAs(new Map([...groups].map(([category, of]) => [category, people(of)])))
  const told = Map.groupBy(used, use => shown.get(categoryOf(use.member ?? '')) ?? '')
  return [...told]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, of]) => ({ category, beneficiaries: people(of), running_ms: total_of(of, 'running_ms') }))
}

function poolCosts(directory: Directory, months: readonly MonthOfUse[]): FundersReport['pools'] {
  const charges = months.map(({ uses }) => internalCharges(directory, uses))
  return [...directory.pools.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(pool => {
      const amounts = months.map(({ period }, i) => poolAmount(directory, pool, period, charges[i] ?? []))
      return {
        issuer: pool.issuer,
        name: pool.name,
        gross_cents: total_of(amounts, 'gross_cents'),
        subsidy_cents: total_of(amounts, 'subsidy_cents'),
      }
    })
    .filter(pool => pool.gross_cents !== 0 || pool.subsidy_cents !== 0)
}
