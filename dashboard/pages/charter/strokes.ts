/** A signature as lines: numbers x, y, x, y … on a field as wide as a thousand. Pure. */
export const PAD_WIDTH = 1_000
export const PAD_HEIGHT = 400
/** The server takes so many numbers of one stroke (contract/charter.ts); a finger that stays on the glass is not cut off, only thinned. */
const NUMBERS_MAX = 1_200
/** Nearer than this a point tells nothing. */
const STEP = 4

const inside = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)))

export function addPoint(stroke: readonly number[], [x, y]: readonly [number, number]): number[] {
  const point = [inside(x, PAD_WIDTH), inside(y, PAD_HEIGHT)] as const
  const [last_x = -STEP, last_y = -STEP] = stroke.slice(-2)
  const near = Math.abs(point[0] - last_x) < STEP && Math.abs(point[1] - last_y) < STEP
  if (stroke.length >= NUMBERS_MAX || (near && stroke.length > 0)) return [...stroke]
  return [...stroke, ...point]
}

/** A tap leaves one point: a dot that a name may need, drawn as the shortest line. */
export const finished = (strokes: readonly (readonly number[])[]): number[][] =>
  strokes.flatMap(stroke => {
    const [x, y] = stroke
    if (x === undefined || y === undefined) return []
    return [stroke.length >= 4 ? [...stroke] : [x, y, inside(x + 1, PAD_WIDTH), y]]
  })

export const pathOf = (strokes: readonly (readonly number[])[]): string =>
  finished(strokes)
    .map(stroke => stroke.reduce((path, n, i) => `${path}${i === 0 ? 'M' : i === 2 ? 'L' : ' '}${n}`, ''))
    .join('')
