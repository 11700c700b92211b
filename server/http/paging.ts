/** Pages of what is already in memory, by id: stable while rows come and go. */
import type { Page } from './ports.ts'
import type { PageOf } from './schemas.ts'

export function pageById<T extends { id: string }>(rows: Iterable<T>, { limit, cursor }: PageOf): Page<T> {
  const after = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1)).filter(row => cursor === undefined || row.id > cursor)
  const items = after.slice(0, limit)
  return { items, next: after.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** A page of rows told in other words. */
export const mapPage = <T, U>(page: Page<T>, tell: (row: T) => U): Page<U> => ({
  items: page.items.map(tell),
  next: page.next,
})
