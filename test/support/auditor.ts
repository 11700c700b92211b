/**
 * A stranger's audit of a closed month: the atelier's file and the rows of sessions go in, and every cent is weighed again in whole
 * numbers, with nothing of `server/domain`. It does not divide as the program does; it asks what must be true of any exact division.
 */
import { createHash } from 'node:crypto'
import type { AtelierFile } from '#server/contract/atelier.ts'
import type { PeriodStatement, StatementLine } from '#server/domain/sharing/statement.ts'

/** As they lie in the table `session`. */
export type SessionRow = {
  id: string
  machine: string
  member: string
  category: string | null
  order_ref: string | null
  event: string | null
  running_ms: number
  worked_ms: number
  session_ms: number
  idle_ms: number
  energy_Wh: number
}
type Pool = AtelierFile['pools'][number]
type Share = { who: string; weight: bigint; cents: bigint }

const HOUR_MS = 3_600_000n
const MEASURES = { running: 'running_ms', worked: 'worked_ms', session: 'session_ms', idle: 'idle_ms' } as const
const BY_USE = ['running_ms', 'worked_ms', 'session_ms', 'energy_Wh'] as const
const sum = (all: readonly bigint[]): bigint => all.reduce((a, b) => a + b, 0n)

/** What is wrong with it; nothing, if nothing is. */
export function auditOf(file: AtelierFile, rows: readonly SessionRow[], statement: PeriodStatement): string[] {
  const { members, orders, organisations } = statement
  const lines = [
    ...members.flatMap(one => one.lines.map(line => ({ who: one.id, line }))),
    ...orders.flatMap(one => one.lines.map(line => ({ who: `(order) ${one.id}`, line }))),
    ...organisations.flatMap(one => one.lines.map(line => ({ who: `(organisation) ${one.id}`, line }))),
  ]
  const pools = file.pools.filter(pool => statement.pools.some(({ id }) => id === pool.id))
  return [
    ...pools.flatMap(pool => poolFlaws(file, pool, rows, statement, lines)),
    ...lines.flatMap(({ who, line }) => priceFlaws(who, line, rows)),
  ]
}

function poolFlaws(
  file: AtelierFile,
  pool: Pool,
  rows: readonly SessionRow[],
  statement: PeriodStatement,
  lines: readonly { who: string; line: StatementLine }[],
): string[] {
  const sheet = statement.pools.find(({ id }) => id === pool.id)
  if (sheet === undefined) return []
  const charged = Map.groupBy(
    lines.filter(({ line }) => line.pool === pool.id && line.kind === 'share'),
    ({ who }) => who,
  )
  const cents = (who: string): bigint => sum((charged.get(who) ?? []).map(({ line }) => BigInt(line.cents)))
  const borne = sum(sheet.borne.map(one => BigInt(one.cents)))
  const amount = BigInt(sheet.amount_cents)
  const whole = sum([...charged.keys()].map(cents)) + borne
  const lost = whole === amount ? [] : [`${pool.id}: ${whole} of ${amount} cents are somebody’s`]
  const salt = `${statement.period}/${pool.id}`
  if (pool.driver === 'equal' && sheet.borne.length === 0) {
    const alike = [...charged.keys()].map(who => ({ who, weight: 1n, cents: cents(who) }))
    return [...lost, ...divisionFlaws(salt, amount, alike)]
  }
  const driver = BY_USE.find(one => one === pool.driver)
  // What is waived or passed on by another pool's key is told with that key, not here
  const passed_on = [...charged.values()].flat().some(({ line }) => line.via !== undefined)
  if (driver === undefined || passed_on || sheet.borne.some(({ why }) => why !== 'unused-capacity')) return lost
  const used = rows.filter(row => covers(file, pool, row))
  const weights = Map.groupBy(used, row => accountOf(file, row))
  const shares = [...weights].map(([who, own]) => ({
    ...{ who, weight: sum(own.map(row => BigInt(row[driver]))), cents: cents(who) },
  }))
  const idle = BigInt(pool.normal_capacity_ms ?? 0) - sum(shares.map(({ weight }) => weight))
  const everybody = idle > 0n ? [...shares, { who: '(cooperative)', weight: idle, cents: borne }] : shares
  const strangers = [...charged.keys()].filter(who => !weights.has(who))
  return [
    ...lost,
    ...strangers.map(who => `${pool.id}: ${who} did not use it`),
    ...divisionFlaws(salt, amount, everybody),
  ]
}

/** Largest remainders, told backwards: nobody is off but by the odd cent, and that went to the largest remainders, ties by SHA-256. */
function divisionFlaws(salt: string, amount: bigint, shares: readonly Share[]): string[] {
  const total = sum(shares.map(({ weight }) => weight))
  if (total === 0n) return []
  const floor = ({ weight }: Share): bigint => (amount * weight) / total
  const off = shares.filter(one => one.cents !== floor(one) && one.cents !== floor(one) + 1n)
  const odd = Number(amount - sum(shares.map(floor)))
  const rank = ({ who }: Share): string => createHash('sha256').update(`${salt}/${who}`).digest('hex')
  const inLine = shares.toSorted((a, b) => {
    const [x, y] = [(amount * a.weight) % total, (amount * b.weight) % total]
    return x === y ? (rank(a) < rank(b) ? -1 : 1) : x > y ? -1 : 1
  })
  const wrong = inLine.filter((one, i) => one.cents > floor(one) !== i < odd)
  return [
    ...off.map(({ who, cents }) => `${salt}: ${who} pays ${cents} cents, which is no rounding of their part`),
    ...wrong.map(({ who }) => `${salt}: the odd cent of ${who} is not where the published order has it`),
  ]
}

/** A line counts what its sessions measured, and costs that at its price, half up. Steps, minima and caps have lines of their own. */
function priceFlaws(who: string, line: StatementLine, rows: readonly SessionRow[]): string[] {
  const { kind, counted = 0, free_ms = 0, prepaid_ms = 0, unit_cents = 0 } = line
  if (!(kind in MEASURES)) return []
  const measure = MEASURES[kind as keyof typeof MEASURES]
  const measured = sum(rows.filter(({ id }) => line.sessions.includes(id)).map(row => BigInt(row[measure])))
  const priced = (2n * (measured - BigInt(free_ms + prepaid_ms)) * BigInt(unit_cents) + HOUR_MS) / (2n * HOUR_MS)
  return [
    ...(measured === BigInt(counted) ? [] : [`${who}: ${line.label} counts ${counted} ms of ${measured}`]),
    ...(priced === BigInt(line.cents) ? [] : [`${who}: ${line.label} costs ${line.cents} cents and not ${priced}`]),
  ]
}

function covers(file: AtelierFile, { machines, kinds, categories }: Pool, row: SessionRow): boolean {
  const kind = file.machines.find(({ id }) => id === row.machine)?.kind ?? ''
  const anywhere = machines == null && kinds == null
  const here = machines?.includes(row.machine) === true || kinds?.includes(kind) === true
  return (anywhere || here) && (categories == null || categories.includes(row.category ?? ''))
}

const accountOf = (file: AtelierFile, { member, order_ref }: SessionRow): string =>
  file.orders?.some(({ id }) => id === order_ref) === true ? `(order) ${order_ref}` : member
