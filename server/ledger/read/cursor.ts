/** Cursors: the place after the last item given, as text that means nothing to whoever carries it. */
import { LedgerError } from '../errors.ts'
import type { Page } from '../types.ts'

type Place = readonly (string | number)[]

const encode = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** A cursor that this ledger did not give is refused, rather than read as the beginning. */
function decode(cursor: string, like: Place): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(place) && place.length === like.length && place.every((p, i) => typeof p === typeof like[i]))
      return place
  } catch {
    // falls through: not JSON
  }
  throw new LedgerError('refused', 'this cursor is not one of ours')
}

export const numberCursor = (cursor: string | null): number | null =>
  cursor === null ? null : (decode(cursor, [0])[0] as number)

export function timeAndIdCursor(cursor: string | null): { at_ms: number; id: string } | null {
  if (cursor === null) return null
  const [at_ms, id] = decode(cursor, [0, '']) as [number, string]
  return { at_ms, id }
}

/** From `limit + 1` rows, so that the last page knows it is the last. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => Item,
  place: (row: Row) => Place,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(item), next: rows.length > limit && last !== undefined ? encode(place(last)) : null }
}
