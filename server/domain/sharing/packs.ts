/** Prepaid time: bought ahead, drawn down in order, oldest expiry first, then oldest sale, then smaller id. */
import type { Directory } from '../directory.ts'
import type { PackSaleFacts } from './facts.ts'
import { covers } from './scope.ts'
import type { Payer, Use } from './use.ts'

export type PackBalance = { sale: string; holder: string; left_ms: number }

/** Time taken of one pack for one month; negative: put back by a correction of it. */
export type PackUse = { period: string; sale: string; ms: number }

/** What is left of every pack, by sale. Changed only by `draw`. */
export type Wallet = Map<string, number>

export const walletOf = (directory: Directory, spent: readonly PackBalance[] = []): Wallet => {
  const wallet: Wallet = new Map([...directory.pack_sales.values()].map(sale => [sale.id, sale.time_ms]))
  for (const { sale, left_ms } of spent) wallet.set(sale, left_ms)
  return wallet
}

/** Takes up to `wanted_ms` of this use out of the packs of who is charged; the issuer must be the tariff's. */
export function draw(
  wallet: Wallet,
  directory: Directory,
  use: Use,
  issuer: string,
  account: string,
  wanted_ms: number,
): number {
  let drawn = 0
  for (const sale of usable(directory, use, issuer, account)) {
    const left = wallet.get(sale.id) ?? 0
    const taken = Math.min(left, wanted_ms - drawn)
    if (taken <= 0) continue
    wallet.set(sale.id, left - taken)
    drawn += taken
    if (drawn === wanted_ms) break
  }
  return drawn
}

function usable(directory: Directory, use: Use, issuer: string, account: string): PackSaleFacts[] {
  if (directory.pack_sales.size === 0) return []
  return [...directory.pack_sales.values()]
    .filter(sale => holds(sale.holder, account, use.payer))
    .filter(sale => sale.date <= use.date && (sale.valid_until === null || use.date <= sale.valid_until))
    .filter(sale => {
      const pack = directory.packs.get(sale.pack)
      return pack !== undefined && pack.issuer === issuer && covers(pack, use.machine, directory)
    })
    .sort(byExpiry)
}

/** A pack of a member serves that member; a pack of an organisation whoever works on its account. */
const holds = (holder: PackSaleFacts['holder'], account: string, payer: Payer): boolean =>
  holder.kind === 'member' ? holder.id === account : holder.kind === payer.kind && holder.id === payer.id

function byExpiry(a: PackSaleFacts, b: PackSaleFacts): number {
  const until = (sale: PackSaleFacts): string => sale.valid_until ?? '9999'
  if (until(a) !== until(b)) return until(a) < until(b) ? -1 : 1
  if (a.date !== b.date) return a.date < b.date ? -1 : 1
  return a.id < b.id ? -1 : 1
}

export const balancesOf = (wallet: Wallet, directory: Directory): PackBalance[] =>
  [...wallet].map(([sale, left_ms]) => ({
    sale,
    holder: directory.pack_sales.get(sale)?.holder.id ?? sale,
    left_ms,
  }))

export const usedOf = (before: Wallet, after: Wallet, period: string): PackUse[] =>
  [...before].flatMap(([sale, left_ms]) => {
    const ms = left_ms - (after.get(sale) ?? 0)
    return ms === 0 ? [] : [{ period, sale, ms }]
  })
