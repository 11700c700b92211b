/** The lines of a statement, from every source: shares of pools, tariffs, things counted by hand. Each has one payer. */
import type { Directory } from '../directory.ts'
import { parseAccount } from './account.ts'
import { allocate } from './allocate.ts'
import { type HandLine, payerOfOrder } from './counted-by-hand.ts'
import { energyCapped } from './energy-cap.ts'
import type { PoolPart, PoolShare } from './pool.ts'
import type { RatedLine, RatedPart } from './tariff-rate.ts'
import { rounded_cents } from './tariff-terms.ts'
import type { Payer } from './use.ts'

export type LineKind = 'share' | RatedPart | 'consumable' | 'pack'

/** Contract §5 has the first four; `pool` is absent where the line is no share of one. */
export type StatementLine = {
  label: string
  cents: number
  sessions: string[]
  pool?: string
  kind: LineKind
  issuer: string
  payer: Payer
  /** a purpose (training, maintenance) whose pool passed this share on */
  via?: string
  tariff?: string
  machine?: string
  /** what was counted, in ms, Wh, uses, thousandths of `unit`, or the weight in the pool's key */
  counted?: number
  unit?: string
  /** the price of one hour, kWh or unit */
  unit_cents?: number
  free_ms?: number
  prepaid_ms?: number
  /** `yyyy-mm` of the closed month it corrects */
  adjusts?: string
}
export type AccountLine = { account: string; line: StatementLine }

export function shareLines(period: string, share: PoolShare, directory: Directory): AccountLine[] {
  const common = {
    label: share.pool.name,
    pool: share.pool.id,
    kind: 'share' as const,
    issuer: share.pool.issuer,
  }
  const shared = share.parts.flatMap(part =>
    byPayer(period, share, part, directory).map(({ payer, cents }) => ({
      account: part.account,
      line: {
        ...common,
        cents,
        sessions: part.of.sessions,
        payer,
        ...(part.via === null ? { counted: part.of.weight } : { via: part.via }),
      },
    })),
  )
  const corrected = share.corrections.map(({ correction, cents }) => ({
    account: correction.account,
    line: {
      ...common,
      cents,
      sessions: correction.sessions,
      payer: correction.payer,
      counted: correction.weight,
      adjusts: correction.adjusts,
    },
  }))
  return [...shared, ...corrected]
}

/** Mostly one payer. Where a member worked on two accounts, the share is divided once more by the same key. */
function byPayer(
  period: string,
  share: PoolShare,
  part: PoolPart,
  directory: Directory,
): { payer: Payer; cents: number }[] {
  const { kind, id } = parseAccount(part.account)
  const payers = [...part.of.payers]
  if (kind === 'order') return [{ payer: payerOfOrder(directory, id), cents: part.cents }]
  const only = payers[0]
  if (payers.length === 1 && only !== undefined) return [{ payer: only[1].payer, cents: part.cents }]
  const shares = allocate(
    part.cents,
    payers.map(([name, { weight }]) => ({ id: name, weight: BigInt(weight) })),
    `${period}/${share.pool.id}/${part.account}`,
  )
  return payers.map(([name, { payer }]) => ({ payer, cents: shares.get(name) ?? 0 }))
}

/** A line that comes to nothing is left out, unless something was counted for it. */
export function ratedLines(
  lines: readonly RatedLine[],
  directory: Directory,
  poolNet: (pool: string) => number,
): AccountLine[] {
  const priced = lines.map(line => ({ line, cents: rounded_cents(line.exact) }))
  return energyCapped(priced, poolNet).map(({ line, cents }) => ({
    account: line.account,
    line: {
      label: directory.machines.get(line.machine)?.name ?? line.machine,
      cents,
      sessions: line.sessions,
      kind: line.part,
      issuer: line.tariff.issuer,
      payer:
        parseAccount(line.account).kind === 'order'
          ? payerOfOrder(directory, parseAccount(line.account).id)
          : line.payer,
      tariff: line.tariff.id,
      machine: line.machine,
      counted: line.counted,
      ...unitPrice(line),
      ...(line.free_ms === 0 ? {} : { free_ms: line.free_ms }),
      ...(line.prepaid_ms === 0 ? {} : { prepaid_ms: line.prepaid_ms }),
      ...(line.adjusts === null ? {} : { adjusts: line.adjusts }),
    },
  }))
}

function unitPrice({ tariff, part }: RatedLine): { unit_cents: number } | Record<string, never> {
  if (part === 'setup') return { unit_cents: tariff.setup_cents ?? 0 }
  const component = (tariff.components ?? [{ measure: tariff.price, cents_per_hour: tariff.cents_per_hour }]).find(
    ({ measure }) => measure === part,
  )
  if (component === undefined) return {}
  return { unit_cents: component.measure === 'energy' ? component.cents_per_kWh : component.cents_per_hour }
}

export const handLine = ({ account, payer, issuer, kind, label, counted, unit, cents }: HandLine): AccountLine => ({
  account,
  line: { label, cents, sessions: [], kind, issuer, payer, counted, unit },
})
