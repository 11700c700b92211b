/**
 * What corrects a closed month: its statement as it would be by now, under the terms it was closed by, less what was charged
 * for it so far. So a session taken back gives back what was charged for it to the cent, with its free time, its packs and its
 * part of a cap; Σ closed + corrections is what a fresh close would have said. Only accounts that something changed are looked
 * at: nobody else's bill moves.
 */
import type { Directory } from '../directory.ts'
import { accountOf, orderAccount, organisationAccount, parseAccount } from './account.ts'
import { allocate } from './allocate.ts'
import { type AccountLine, ratedLines, type StatementLine } from './lines.ts'
import { internalCharges } from './loans.ts'
import { type PackBalance, type PackUse, usedOf, type Wallet, walletOf } from './packs.ts'
import { poolAmount } from './pool-amount.ts'
import type { PeriodStatement } from './statement.ts'
import { type RatedLine, rate } from './tariff-rate.ts'
import { componentsOf, costOf } from './tariff-terms.ts'
import type { Use } from './use.ts'

export type Corrected = {
  period: string
  /** the terms it was closed by */
  directory: Directory
  /** all its use, as it is known and decided by now */
  uses: readonly Use[]
  /** its own closing, and those after it that may have corrected it already */
  statements: readonly PeriodStatement[]
  /** prepaid packs as it found them; those left out: as sold */
  packs: readonly PackBalance[]
}
export type TariffCorrections = { lines: AccountLine[]; pack_use: PackUse[] }

/** Lines that a tariff makes; shares of pools are corrected by what a unit of their key cost (`pool.ts`). */
const RATED = new Set<StatementLine['kind']>([
  ...(['running', 'worked', 'session', 'idle', 'energy', 'setup', 'minimum', 'cap'] as const),
])

/** `changes`: what arrived or was decided since, with its sign. Prepaid time is drawn from `wallet`, or put back. */
export function tariffCorrections(month: Corrected, changes: readonly Use[], wallet: Wallet): TariffCorrections {
  const touched = touchedAccounts(month, changes)
  const drawn = drawnFor(month, touched, changes)
  for (const [sale, ms] of drawn) wallet.set(sale, (wallet.get(sale) ?? 0) + ms)
  const before = new Map(wallet)
  const uses = month.uses.filter(use => touched.has(accountOf(use, month.directory)))
  const rated = rate(month.directory, uses, wallet)
  const fresh = capsKept(month, touched, rated.lines)
  const charged = chargedFor(month).filter(({ account }) => touched.has(account))
  return {
    lines: differences(month.period, fresh, charged, new Set(changes.flatMap(use => use.session ?? []))),
    pack_use: [...before].flatMap(([sale, left_ms]) => {
      const ms = left_ms - (wallet.get(sale) ?? 0) - (drawn.get(sale) ?? 0)
      return ms === 0 ? [] : [{ period: month.period, sale, ms }]
    }),
  }
}

/** Whose use changed, and whoever draws on the same pack of an organisation. */
function touchedAccounts({ directory, uses }: Corrected, changes: readonly Use[]): Set<string> {
  const touched = new Set(changes.map(use => accountOf(use, directory)))
  const holders = new Set(
    [...directory.pack_sales.values()].flatMap(({ holder }) => (holder.kind === 'organisation' ? [holder.id] : [])),
  )
  const sharing = new Set(
    [...changes, ...uses.filter(use => touched.has(accountOf(use, directory)))].flatMap(({ payer }) =>
      payer.kind === 'organisation' && holders.has(payer.id) ? [payer.id] : [],
    ),
  )
  for (const use of uses)
    if (use.payer.kind === 'organisation' && sharing.has(use.payer.id)) touched.add(accountOf(use, directory))
  return new Set([...touched].filter(account => ['member', 'order'].includes(parseAccount(account).kind)))
}

/** Prepaid time that was taken for the month so far, of the packs these accounts draw on. */
function drawnFor(month: Corrected, touched: ReadonlySet<string>, changes: readonly Use[]): Map<string, number> {
  const { period, directory, uses, statements } = month
  const payers = new Set(
    [...uses, ...changes].flatMap(use =>
      touched.has(accountOf(use, directory)) ? [`${use.payer.kind}/${use.payer.id}`] : [],
    ),
  )
  const theirs = (sale: string): boolean => {
    const holder = directory.pack_sales.get(sale)?.holder
    if (holder === undefined) return false
    return holder.kind === 'member' ? touched.has(holder.id) : payers.has(`organisation/${holder.id}`)
  }
  const drawn = new Map<string, number>()
  for (const statement of statements)
    for (const use of statement.pack_use ?? usedBefore(month, statement))
      if (use.period === period && theirs(use.sale)) drawn.set(use.sale, (drawn.get(use.sale) ?? 0) + use.ms)
  return drawn
}

/** A closing of an edition that told no draws: no correction drew on packs then, so what is missing is its own. */
function usedBefore({ directory, packs }: Corrected, statement: PeriodStatement): PackUse[] {
  return usedOf(
    walletOf(directory, packs),
    new Map(statement.packs.map(({ sale, left_ms }) => [sale, left_ms])),
    statement.period,
  )
}

/**
 * The lines as a closing would write them. Energy is shared with the others as it would be by now, and never brings in more
 * than is left of the pool's cost: their bills stay.
 */
function capsKept(month: Corrected, touched: ReadonlySet<string>, lines: readonly RatedLine[]): AccountLine[] {
  const { directory, period, uses } = month
  const charges = internalCharges(directory, uses)
  const net_cents = (id: string): number => {
    const pool = directory.pools.get(id)
    return pool === undefined ? 0 : poolAmount(directory, pool, period, charges).net_cents
  }
  const others = chargedFor(month).filter(({ account }) => !touched.has(account))
  const beside = energyOf(month, others)
  const fair = ratedLines([...lines, ...beside], directory, net_cents).filter(({ account }) => touched.has(account))
  const left = (pool: string): number => Math.max(0, net_cents(pool) - centsFrom(directory, pool, others))
  return withinLeft(directory, fair, left)
}

const poolOf = (directory: Directory, { kind, tariff }: StatementLine): string | null => {
  if (kind !== 'energy') return null
  const component = directory.tariffs.get(tariff ?? '')?.components?.find(({ measure }) => measure === 'energy')
  return component?.measure === 'energy' ? component.pool : null
}
const centsFrom = (directory: Directory, pool: string, lines: readonly AccountLine[]): number =>
  lines.reduce((sum, { line }) => (poolOf(directory, line) === pool ? sum + line.cents : sum), 0)

function withinLeft(
  directory: Directory,
  lines: readonly AccountLine[],
  left_cents: (pool: string) => number,
): AccountLine[] {
  const groups = Map.groupBy(lines, ({ line }) => poolOf(directory, line))
  return [...groups].flatMap(([pool, group]) => {
    if (pool === null || centsFrom(directory, pool, group) <= left_cents(pool)) return group
    const weights = group.map(({ account, line }) => ({ id: keyOf(account, line), weight: BigInt(line.cents) }))
    const shares = allocate(left_cents(pool), weights, pool)
    return group.map(({ account, line }) => {
      const cents = shares.get(keyOf(account, line)) ?? 0
      return { account, line: { ...line, cents } }
    })
  })
}

/** What the others' energy would come to by its price: one line for each, whichever months it was charged in. */
function energyOf({ directory }: Corrected, others: readonly AccountLine[]): RatedLine[] {
  const lines = new Map<string, RatedLine>()
  for (const { account, line } of others) {
    const tariff = directory.tariffs.get(line.tariff ?? '')
    const component = tariff && componentsOf(tariff).find(({ measure }) => measure === 'energy')
    if (line.kind !== 'energy' || tariff === undefined || component === undefined) continue
    const { payer, machine = '' } = line
    const none = { counted: 0, free_ms: 0, prepaid_ms: 0, exact: 0n, adjusts: null, sessions: [] }
    const one = lines.get(keyOf(account, line)) ?? { account, payer, tariff, machine, part: 'energy', ...none }
    one.counted += line.counted ?? 0
    one.exact = costOf(component, one.counted)
    lines.set(keyOf(account, line), one)
  }
  return [...lines.values()]
}

/** Every line of the month itself, and of what corrected it since. */
export function chargedFor({ period, statements }: Pick<Corrected, 'period' | 'statements'>): AccountLine[] {
  return statements.flatMap(statement =>
    accountLines(statement).filter(({ line }) =>
      statement.period === period ? line.adjusts === undefined : line.adjusts === period,
    ),
  )
}

const accountLines = ({ members, orders, organisations }: PeriodStatement): AccountLine[] => [
  ...members.flatMap(({ id, lines }) => lines.map(line => ({ account: id, line }))),
  ...orders.flatMap(({ id, lines }) => lines.map(line => ({ account: orderAccount(id), line }))),
  ...organisations.flatMap(({ id, lines }) => lines.map(line => ({ account: organisationAccount(id), line }))),
]

type Difference = AccountLine & { line: StatementLine & { counted: number; free_ms: number; prepaid_ms: number } }

function differences(
  period: string,
  fresh: readonly AccountLine[],
  charged: readonly AccountLine[],
  changed: ReadonlySet<string>,
): AccountLine[] {
  const found = new Map<string, Difference>()
  const add = ({ account, line }: AccountLine, sign: 1 | -1): void => {
    if (!RATED.has(line.kind)) return
    const key = keyOf(account, line)
    const zero = { cents: 0, counted: 0, free_ms: 0, prepaid_ms: 0, sessions: [], adjusts: period }
    const one: Difference = found.get(key) ?? { account, line: { ...line, ...zero } }
    found.set(key, one)
    one.line.cents += sign * line.cents
    for (const what of ['counted', 'free_ms', 'prepaid_ms'] as const) one.line[what] += sign * (line[what] ?? 0)
    one.line.sessions = [...new Set([...one.line.sessions, ...line.sessions.filter(id => changed.has(id))])]
  }
  for (const line of fresh) add(line, 1)
  for (const line of charged) add(line, -1)
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, one]) => (moves(one) ? [{ account: one.account, line: tidy(one.line, changed) }] : []))
}

const keyOf = (account: string, { issuer, payer, tariff, machine, kind }: StatementLine): string =>
  // A cap is over all machines, and stands on whichever was first
  [account, issuer, `${payer.kind}/${payer.id}`, tariff, kind === 'cap' ? '' : machine, kind].join('|')

const moves = ({ line }: Difference): boolean =>
  line.cents !== 0 || line.counted !== 0 || line.free_ms !== 0 || line.prepaid_ms !== 0

/** A line whose own sessions stayed moves because of the others: quota, packs and caps are shared among them. */
function tidy(
  { free_ms, prepaid_ms, sessions, ...line }: Difference['line'],
  changed: ReadonlySet<string>,
): StatementLine {
  return {
    ...line,
    sessions: sessions.length > 0 ? sessions : [...changed],
    ...(free_ms === 0 ? {} : { free_ms }),
    ...(prepaid_ms === 0 ? {} : { prepaid_ms }),
  }
}
