/**
 * Exact division of cents by a key. Hare's method of largest remainders: everybody gets the floor of the exact share, and
 * the cents that are left go one each to the largest remainders, so that the sum is the amount, always.
 *
 * Published tie-break: equal remainders are ordered by SHA-256 of `salt/id` (hex, ascending), where the salt names period
 * and pool. Anybody can compute it again, and no member is always the one who pays the odd cent.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** `weight` ≥ 0 in whatever unit the key has; a weight of 0 gets exactly 0. */
export type Weighted = { id: string; weight: bigint }

export const tieRank = (salt: string, id: string): string => bytesToHex(sha256(utf8ToBytes(`${salt}/${id}`)))

/**
 * Shares in cents by id. `amount_cents` ≥ 0. When no weight is positive nothing is shared and the map holds zeros: the
 * caller decides who bears it.
 */
export function allocate(amount_cents: number, keys: readonly Weighted[], salt: string): Map<string, number> {
  if (!Number.isSafeInteger(amount_cents) || amount_cents < 0)
    throw new RangeError('amount_cents must be an integer ≥ 0')
  const total = keys.reduce((sum, key) => sum + checked(key), 0n)
  const shares = new Map(keys.map(key => [key.id, 0]))
  if (shares.size !== keys.length) throw new RangeError('an id occurs twice in one key')
  if (total === 0n) return shares
  const exact = keys.map(key => {
    const product = BigInt(amount_cents) * key.weight
    return { id: key.id, floor: Number(product / total), remainder: product % total }
  })
  let left = amount_cents
  for (const { id, floor } of exact) {
    shares.set(id, floor)
    left -= floor
  }
  for (const { id } of byRemainder(exact, salt).slice(0, left)) shares.set(id, (shares.get(id) ?? 0) + 1)
  return shares
}

function checked(key: Weighted): bigint {
  if (key.weight < 0n) throw new RangeError(`weight of ${key.id} is negative`)
  return key.weight
}

function byRemainder<T extends { id: string; remainder: bigint }>(parts: T[], salt: string): T[] {
  const ranked = parts.map(part => ({ part, rank: tieRank(salt, part.id) }))
  ranked.sort((a, b) => {
    if (a.part.remainder !== b.part.remainder) return a.part.remainder > b.part.remainder ? -1 : 1
    return a.rank < b.rank ? -1 : 1
  })
  return ranked.map(entry => entry.part)
}
