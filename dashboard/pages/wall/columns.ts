/** How many swatches stand side by side on a wall screen, so that together they fill it. Pure. */

/** What the headline and the line below leave of the screen's height. */
const ROOM = 0.72
/** A swatch reads best somewhat wider than high. */
const SHAPE = 1.5

export function columnsFor(count: number, width: number, height: number): number {
  const misfit = (columns: number) => {
    const rows = Math.ceil(count / columns)
    const shape = width / columns / ((height * ROOM) / rows)
    const empty = (columns * rows - count) / count
    return Math.abs(Math.log(shape / SHAPE)) + empty
  }
  const choices = Array.from({ length: Math.max(1, count) }, (_, i) => i + 1)
  return choices.reduce((best, columns) => (misfit(columns) < misfit(best) ? columns : best))
}
