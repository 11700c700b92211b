/** What a wall screen decides by itself. Pure. */

/** A square of nine places, never far and never twice the same in a row. */
const PLACES = [
  [0, 0],
  [3, 0],
  [3, 3],
  [0, 3],
  [-3, 3],
  [-3, 0],
  [-3, -3],
  [0, -3],
  [3, -3],
] as const
const STAY_MS = 4 * 60_000

export function driftAt(at_ms: number): { x: number; y: number } {
  const [x, y] = PLACES[Math.floor(at_ms / STAY_MS) % PLACES.length] ?? [0, 0]
  return { x, y }
}

/** The script a page begins with: its name changes with the build. Null: that is no page of ours. */
export const entryOf = (html: string): string | null =>
  /<script[^>]+type="module"[^>]+src="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? null
