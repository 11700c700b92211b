/**
 * A closed month carries its whole statement. Session ids come again in every pool's line, so the entry names each once and
 * lines point at them; unpacking gives back the very same statement.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonical } from '../canonical.ts'
import type { Ref } from './entries.ts'

/** Members of this name hold lists of session ids, wherever they stand. */
const LISTS = 'sessions'

export type Packed = { sessions: Ref[]; statement: unknown }

export function pack(statement: unknown): Packed {
  const places = new Map<Ref, number>()
  const place = (ref: Ref): number => {
    const known = places.get(ref) ?? places.size
    places.set(ref, known)
    return known
  }
  const packed = mapLists(statement, list => list.map(ref => place(String(ref))))
  return { sessions: [...places.keys()], statement: packed }
}

export const unpack = ({ sessions, statement }: Packed): unknown =>
  mapLists(statement, list =>
    list.map(place => {
      const ref = sessions[Number(place)]
      if (ref === undefined) throw new RangeError(`a statement points at session ${place} of ${sessions.length}`)
      return ref
    }),
  )

function mapLists(value: unknown, map: (list: unknown[]) => unknown[]): unknown {
  if (Array.isArray(value)) return value.map(item => mapLists(item, map))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) =>
      key === LISTS && Array.isArray(member) ? [key, map(member)] : [key, mapLists(member, map)],
    ),
  )
}

export const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value))))
