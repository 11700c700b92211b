/**
 * Lines of a closed statement as lines of a document: those of one issuer for one payer. Where an organisation pays for several
 * people, theirs are added up: it sees what it pays, never its people's curves (design rule 10).
 */
import type { Directory } from '../directory.ts'
import type { PeriodStatement, StatementLine } from '../sharing/statement.ts'
import type { Payer } from '../sharing/use.ts'
import { lastDay } from '../sharing/validity.ts'
import type { DocumentLine } from './document.ts'
import { detailOf } from './line-words.ts'
import { pricedQuantity } from './quantity.ts'
import { vatOf } from './vat.ts'

/** A statement's line with whose use it is. */
export type OwnedLine = StatementLine & { order: string | null }
export type PayerLines = { issuer: string; payer: Payer; lines: OwnedLine[] }

/** Everything somebody outside has to pay, by issuer and payer, in a stable order. What the cooperative bears is no invoice. */
export function payerLines(statement: PeriodStatement): PayerLines[] {
  const owned: OwnedLine[] = [
    ...statement.members.flatMap(({ lines }) => lines.map(line => ({ ...line, order: null }))),
    ...statement.organisations.flatMap(({ lines }) => lines.map(line => ({ ...line, order: null }))),
    ...statement.orders.flatMap(({ id, lines }) => lines.map(line => ({ ...line, order: id }))),
  ]
  const groups = Map.groupBy(
    owned.filter(({ payer }) => payer.kind !== 'cooperative'),
    ({ issuer, payer }) => `${issuer}/${payer.kind}/${payer.id}`,
  )
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, lines]) => {
      const [first] = lines
      return first === undefined ? [] : [{ issuer: first.issuer, payer: first.payer, lines }]
    })
}

type Context = { directory: Directory; statement: PeriodStatement; documented: (date: string) => boolean }

/** Added up, in order: shares, then prices, then corrections of earlier months. Lines of nothing are left out. */
export function documentLines(lines: readonly OwnedLine[], context: Context): DocumentLine[] {
  return addedUp(lines)
    .filter(({ cents }) => cents !== 0)
    .sort((a, b) => compare(orderOf(a), orderOf(b)))
    .map((line, i) => documentLine(line, `${i + 1}`, context))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const orderOf = ({ adjusts, kind, order, pool, machine, label }: OwnedLine): string =>
  [adjusts ?? '', kind === 'share' ? 0 : 1, order ?? '', pool ?? '', machine ?? '', label].join('|')

function addedUp(lines: readonly OwnedLine[]): OwnedLine[] {
  const sums = new Map<string, OwnedLine>()
  for (const line of lines) {
    const { label, pool, kind, via, tariff, machine, unit, unit_cents, adjusts, order } = line
    const key = JSON.stringify([label, pool, kind, via, tariff, machine, unit, unit_cents, adjusts, order])
    const sum = sums.get(key)
    sums.set(key, sum === undefined ? line : added(sum, line))
  }
  return [...sums.values()]
}

const added = (a: OwnedLine, b: OwnedLine): OwnedLine => ({
  ...a,
  cents: a.cents + b.cents,
  sessions: [...new Set([...a.sessions, ...b.sessions])],
  ...(a.counted === undefined && b.counted === undefined ? {} : { counted: (a.counted ?? 0) + (b.counted ?? 0) }),
  ...(a.free_ms === undefined && b.free_ms === undefined ? {} : { free_ms: (a.free_ms ?? 0) + (b.free_ms ?? 0) }),
  ...(a.prepaid_ms === undefined && b.prepaid_ms === undefined
    ? {}
    : { prepaid_ms: (a.prepaid_ms ?? 0) + (b.prepaid_ms ?? 0) }),
})

function documentLine(line: OwnedLine, id: string, { directory, statement, documented }: Context): DocumentLine {
  const { label, cents, kind, issuer, sessions, order } = line
  const pool = line.pool ?? null
  const adjusts = line.adjusts ?? null
  const date = lastDay(adjusts ?? statement.period)
  const facts = directory.issuers.get(issuer)
  if (facts === undefined) throw new RangeError(`a statement names issuer ${issuer}, whom the directory does not know`)
  const sheet = pool === null ? undefined : statement.pools.find(one => one.id === pool)
  const { free_ms = 0, prepaid_ms = 0 } = line
  const counted = line.counted ?? null
  const priced = { kind, counted, unit: line.unit ?? null, unit_cents: line.unit_cents ?? null }
  return {
    id,
    label: order === null ? label : `${orderWords(order, directory)} : ${label}`,
    detail: detailOf({
      ...priced,
      driver: sheet?.driver ?? null,
      weight_total: adjusts === null ? (sheet?.unit.weight ?? null) : null,
      via: line.via === undefined ? null : (directory.pools.get(line.via)?.name ?? line.via),
      ...{ free_ms, prepaid_ms, adjusts },
    }),
    ...pricedQuantity({ ...priced, cents, relieved: free_ms !== 0 || prepaid_ms !== 0 }),
    net_cents: cents,
    vat: vatOf(facts, { kind, pool, tariff: line.tariff ?? null, date, documented: documented(date) }),
    kind,
    pool,
    machine: line.machine ?? null,
    member: null,
    order,
    adjusts,
    credits: null,
    sessions: [...sessions].sort(),
  }
}

/** L441-9, I Code de commerce: the number of the buyer's order form, where it gave one. */
function orderWords(id: string, { orders }: Directory): string {
  const order = orders.get(id)
  const number = order?.purchase_order ?? null
  return `${order?.name ?? id}${number === null ? '' : ` (bon de commande ${number})`}`
}
