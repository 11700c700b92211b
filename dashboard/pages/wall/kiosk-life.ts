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
