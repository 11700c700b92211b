/** Machine and station ids as small integers, so that a sample's row stays short. */
import type { Database } from 'better-sqlite3'

export type Names = {
  /** the number of a known id, else null: a question about it has an empty answer */
  find(value: string): number | null
  /** the number of an id, made when it is new */
  put(value: string): number
  /** forget what was cached, after a rollback */
  forget(): void
}

export function createNames(db: Database): Names {
  const select = db.prepare<[string], number>('SELECT id FROM name WHERE value = ?').pluck()
  const insert = db.prepare<[string]>('INSERT INTO name (value) VALUES (?)')
  const known = new Map<string, number>()

  function find(value: string): number | null {
    const cached = known.get(value)
    if (cached !== undefined) return cached
    const id = select.get(value)
    if (id === undefined) return null
    known.set(value, id)
    return id
  }

  function put(value: string): number {
    const id = find(value) ?? Number(insert.run(value).lastInsertRowid)
    known.set(value, id)
    return id
  }

  return { find, put, forget: () => known.clear() }
}
