/** When a page that stays open may become the new version by itself. Pure. */

/** Nobody has touched the page for so long: who reads a wall over their coffee is not interrupted either. */
const QUIET_MS = 5 * 60_000

/** `busy`: a dialog is open or a field has the focus; what is typed there must not be lost. */
export type Use = { path: string; idle_ms: number; busy: boolean }

/** A wall screen at once, for nobody touches it; the wall once it is left alone; other pages at their next visit. */
export function mayReload({ path, idle_ms, busy }: Use): boolean {
  if (path === '/kiosk') return true
  return path === '/' && !busy && idle_ms >= QUIET_MS
}

/** The script a page begins with: its name changes with the build. Null: that is no page of ours. */
export const entryOf = (html: string): string | null =>
  /<script[^>]+type="module"[^>]+src="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? null
