/**
 * Use priced by tariffs, in the published order: each use takes its tariff; its time is counted and rounded up to the step;
 * the free quota and then prepaid packs take their part of the first component; the rest is priced; a minimum and a setup fee
 * come on top where anything was counted; caps take off what is above them. A line is rounded once, when the month is complete.
 */
import type { Directory, TariffFacts } from '../directory.ts'
import { accountOf, parseAccount } from './account.ts'
import { draw, type Wallet } from './packs.ts'
import { type TariffBook, tariffBook } from './tariff-book.ts'
import { CapMeter } from './tariff-caps.ts'
import { componentsOf, costOf, counted, exact } from './tariff-terms.ts'
import { countOf, idsOf, type Payer, signOf, type Use } from './use.ts'

export type RatedPart = 'running' | 'worked' | 'session' | 'idle' | 'energy' | 'setup' | 'minimum' | 'cap'
/** One line before it is rounded. `counted`: ms, Wh, or uses for a setup fee. */
export type RatedLine = {
  account: string
  payer: Payer
  tariff: TariffFacts
  machine: string
  part: RatedPart
  adjusts: string | null
  counted: number
  free_ms: number
  prepaid_ms: number
  exact: bigint
  sessions: string[]
}
export type Rated = {
  lines: RatedLine[]
  /** uses that no tariff in force prices, with who would have been charged */
  unpriced: { account: string; use: Use }[]
  /** what waived time and time for a purpose would have cost; the cooperative forgoes it */
  forgone: bigint
}

type Context = { directory: Directory; book: TariffBook; wallet: Wallet; caps: CapMeter; free: Map<string, number> }

/** `uses` in any order; they are priced in the order they began. */
export function rate(directory: Directory, uses: readonly Use[], wallet: Wallet): Rated {
  const context = { directory, book: tariffBook(directory), wallet, caps: new CapMeter(), free: new Map() }
  const lines = new Map<string, RatedLine>()
  const rated: Rated = { lines: [], unpriced: [], forgone: 0n }
  for (const use of inOrder(uses)) {
    const account = accountOf(use, directory)
    const tariff = context.book.tariffFor(use)
    const { kind } = parseAccount(account)
    if (tariff === null) rated.unpriced.push({ account, use })
    else if (kind === 'member' || kind === 'order') rateUse(context, lines, account, tariff, use)
    else rated.forgone += plainCost(tariff, use)
  }
  rated.lines = [...lines.values(), ...context.caps.lines(lines.values())]
  return rated
}

const plainCost = (tariff: TariffFacts, use: Use): bigint =>
  componentsOf(tariff).reduce((sum, part) => sum + costOf(part, counted(part, tariff, use)), 0n)

function rateUse(
  context: Context,
  lines: Map<string, RatedLine>,
  account: string,
  tariff: TariffFacts,
  use: Use,
): void {
  const lineOf = (part: RatedPart): RatedLine => lineFor(lines, account, tariff, use, part)
  let total = 0n
  let something = false
  for (const [index, component] of componentsOf(tariff).entries()) {
    const amount = counted(component, tariff, use)
    if (amount === 0) continue
    something = true
    const line = lineOf(component.measure)
    const free =
      index === 0 && component.measure !== 'energy' ? relieve(context, line, tariff, use, account, amount) : 0
    const cost = costOf(component, amount - free)
    line.counted += amount
    line.exact += cost
    for (const session of idsOf(use)) line.sessions.push(session)
    total += cost
  }
  if (!something) return
  total += surcharge(lineOf, tariff, use, total)
  if (use.adjusts === null) context.caps.add(account, tariff, use, total)
}

/** A use that is wholly free or prepaid owes no minimum. A reversal takes back what it was charged. */
function surcharge(lineOf: (part: RatedPart) => RatedLine, tariff: TariffFacts, use: Use, cost: bigint): bigint {
  let added = 0n
  const sign = signOf(use)
  const put = (part: RatedPart, amount: bigint): void => {
    const line = lineOf(part)
    line.counted += countOf(use) * sign
    line.exact += amount * BigInt(sign)
    line.sessions.push(...idsOf(use))
    added += amount * BigInt(sign)
  }
  const minimum = exact(tariff.minimum_cents ?? 0)
  const own = cost * BigInt(sign)
  if (own > 0n && own < minimum) put('minimum', minimum - own)
  const setup = exact(tariff.setup_cents ?? 0)
  if (setup > 0n) put('setup', setup * BigInt(countOf(use)))
  return added
}

/** Free quota first, then packs. An adjustment of a closed month draws on neither: that month's were settled with it. */
function relieve(
  context: Context,
  line: RatedLine,
  tariff: TariffFacts,
  use: Use,
  account: string,
  wanted_ms: number,
): number {
  if (use.adjusts !== null) return 0
  const key = `${account}/${tariff.id}/${use.date.slice(0, 7)}`
  const used = context.free.get(key) ?? 0
  const free = Math.min(Math.max(0, (tariff.free_ms ?? 0) - used), wanted_ms)
  if (free > 0) context.free.set(key, used + free)
  const prepaid = draw(context.wallet, context.directory, use, tariff.issuer, account, wanted_ms - free)
  line.free_ms += free
  line.prepaid_ms += prepaid
  return free + prepaid
}

function lineFor(
  lines: Map<string, RatedLine>,
  account: string,
  tariff: TariffFacts,
  use: Use,
  part: RatedPart,
): RatedLine {
  const { payer, machine, adjusts } = use
  const key = `${account}|${payer.kind}/${payer.id}|${tariff.id}|${machine}|${part}|${adjusts ?? ''}`
  let line = lines.get(key)
  if (line === undefined) {
    line = {
      account,
      payer,
      tariff,
      machine,
      part,
      adjusts,
      counted: 0,
      free_ms: 0,
      prepaid_ms: 0,
      exact: 0n,
      sessions: [],
    }
    lines.set(key, line)
  }
  return line
}

/** As they began; pieces of one split session by whose they are, so that quotas and packs do not hang on the order of telling. */
function inOrder(uses: readonly Use[]): readonly Use[] {
  const sorted = uses.every((use, i) => i === 0 || byBeginning(uses[i - 1] ?? use, use) <= 0)
  return sorted ? uses : uses.toSorted(byBeginning)
}

const byBeginning = (a: Use, b: Use): number =>
  a.start_at_ms - b.start_at_ms ||
  compare(a.session, b.session) ||
  compare(a.member, b.member) ||
  a.session_ms - b.session_ms ||
  a.running_ms - b.running_ms
const compare = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1)
