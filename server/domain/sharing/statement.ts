/**
 * A month's statements: who owes what, and by which sessions. Pure: the use of the month and the directory
 * go in, exact cents come out. `billing` decides per issuer: `share` shares its pools, `tariff` and
 * `provisional` price by its tariffs; never both in full (contract §7).
 */
import type { Billing, Directory, IssuerFacts, MemberFacts, PoolFacts } from '../directory.ts'
import { type PoolShare, sharePool } from './pool.ts'
import { type TariffLine, tariffLines } from './tariff.ts'
import type { Use } from './use.ts'

/** `pool` is absent on a tariff's line. */
export type StatementLine = { label: string; cents: number; sessions: string[]; pool?: string }
export type MemberStatement = {
  id: string
  total_cents: number
  running_ms: number
  sessions: number
  lines: StatementLine[]
}
export type PoolStatement = {
  id: string
  name: string
  driver: PoolFacts['driver']
  /** net of subsidy */
  amount_cents: number
  /** members and cooperative together: always the amount */
  shared_cents: number
  cooperative_cents: number
}
export type PeriodStatement = {
  period: string
  pools: PoolStatement[]
  cooperative_cents: number
  members: MemberStatement[]
}

export type PeriodInput = {
  directory: Directory
  /** `yyyy-mm` */
  period: string
  /** everything settled that belongs to the period, open sessions left out */
  uses: readonly Use[]
}

export function periodStatement(input: PeriodInput): PeriodStatement {
  const { directory, period, uses } = input
  const active = [...directory.members.values()].filter(member => isActive(member, period))
  const shares = [...directory.pools.values()]
    .filter(pool => billingOf(directory, pool.issuer) === 'share')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(pool => sharePool(pool, period, uses, active))
  const ids = new Set([...active.map(member => member.id), ...uses.flatMap(use => use.member ?? [])])
  const members = [...ids].sort().map(id => memberStatement(id, input, shares))
  return {
    period,
    pools: shares.map(poolStatement),
    cooperative_cents: shares.reduce((sum, share) => sum + share.cooperative_cents, 0),
    members,
  }
}

function memberStatement(id: string, input: PeriodInput, shares: readonly PoolShare[]): MemberStatement {
  const own = input.uses.filter(use => use.member === id)
  const priced = [...input.directory.tariffs.values()].filter(
    tariff => billingOf(input.directory, tariff.issuer) !== 'share',
  )
  const lines = [
    ...shares.flatMap(share => shareLine(share, id)),
    ...tariffLines(priced, own).map(line => tariffLabelled(input.directory, line)),
  ]
  return {
    id,
    total_cents: lines.reduce((sum, line) => sum + line.cents, 0),
    running_ms: own.reduce((sum, use) => sum + use.running_ms, 0),
    sessions: new Set(own.map(use => use.session)).size,
    lines,
  }
}

function shareLine(share: PoolShare, member: string): StatementLine[] {
  const part = share.members.get(member)
  return part === undefined
    ? []
    : [{ label: share.pool.name, cents: part.cents, sessions: part.sessions, pool: share.pool.id }]
}

function tariffLabelled(directory: Directory, line: TariffLine): StatementLine {
  const machine = directory.machines.get(line.machine)?.name ?? line.machine
  return { label: machine, cents: line.cents, sessions: line.sessions }
}

const poolStatement = (share: PoolShare): PoolStatement => ({
  id: share.pool.id,
  name: share.pool.name,
  driver: share.pool.driver,
  amount_cents: share.amount_cents,
  shared_cents: sharedCents(share),
  cooperative_cents: share.cooperative_cents,
})

const sharedCents = (share: PoolShare): number =>
  [...share.members.values()].reduce((sum, part) => sum + part.cents, share.cooperative_cents)

/** An issuer may carry its own billing; otherwise the site's holds. */
export function billingOf(directory: Directory, issuer: string): Billing {
  const facts: IssuerFacts | undefined = directory.issuers.get(issuer)
  return facts?.billing ?? directory.site?.billing ?? 'share'
}

/** Active on at least one day of the month. ISO dates compare as text; the last day is bounded by `-31`. */
export function isActive(member: MemberFacts, period: string): boolean {
  if (member.suspended) return false
  if (member.joined !== null && member.joined > `${period}-31`) return false
  return member.left === null || member.left >= `${period}-01`
}
