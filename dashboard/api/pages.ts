/** Lists that the server gives page by page (contract §4). */
import { get, type Query } from './client.ts'

export type Page<T> = { items: T[]; next: string | null }
/** As many as the server gives at once. */
const PAGE_MAX = 200

export async function all<T>(path: string, query: Query = {}): Promise<T[]> {
  const items: T[] = []
  let cursor: string | null = null
  do {
    const page: Page<T> = await get(path, { ...query, limit: PAGE_MAX, cursor })
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  return items
}
