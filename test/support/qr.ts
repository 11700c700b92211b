/** The code on a rendered page, module by module: found by its three finder patterns, whose seven modules give the size of one. */

const FINDER = 7
const DARK = 128
/** A finder's seven modules on a page of 200 to 300 dots per inch. */
const RUN_PX_MIN = 20
const RUN_PX_MAX = 120
/** versions 1 to 10 */
const SIDE_MIN = 21
const SIDE_MAX = 57

/** Rows of dark (true) and light modules of the first code on the page, whose right edge is at `right_px`. */
export function codeOn(pgm: Buffer, right_px: number): boolean[][] {
  const { width, height, grey } = readPgm(pgm)
  const dark = (x: number, y: number): boolean => x >= 0 && x < width && (grey[y * width + x] ?? 255) < DARK
  for (let y = 0; y < height; y++) {
    const run = runLeft(x => dark(right_px - 2 - x, y))
    if (run < RUN_PX_MIN || run > RUN_PX_MAX) continue
    const size = sizeOf((x, down) => dark(Math.round(right_px - 1 - x), Math.round(y + down)), run)
    if (size === null) continue
    const { side, module_px } = size
    const at = (i: number): number => Math.floor((i + 0.5) * module_px)
    const left = right_px - side * module_px
    return Array.from({ length: side }, (_, row) =>
      Array.from({ length: side }, (_, column) => dark(Math.floor(left) + at(column), y + at(row))),
    )
  }
  throw new Error('there is no code on this page')
}

function runLeft(dark: (x: number) => boolean): number {
  let length = 0
  while (dark(length)) length++
  return length
}

type Size = { side: number; module_px: number }

/** `dark(x, y)`: leftwards and downwards from the corner. Three finders stand in three corners, of the same module. */
function sizeOf(dark: (x: number, y: number) => boolean, run: number): Size | null {
  for (let side = SIDE_MIN; side <= SIDE_MAX; side += 4)
    for (let module_px = (run - 1) / FINDER; module_px <= (run + 2) / FINDER; module_px += 0.01) {
      const far = (side - FINDER) * module_px
      const middle = 3.5 * module_px
      const there = [
        isFinder(x => dark(x, middle), module_px),
        isFinder(x => dark(far + x, middle), module_px),
        isFinder(y => dark(far + middle, far + y), module_px),
        // A light frame around: this is where it ends
        !dark(side * module_px + module_px, middle),
        !dark(middle, side * module_px + module_px),
      ]
      if (there.every(each => each)) return { side, module_px: edge(dark, side, module_px) }
    }
  return null
}

/** The module as exact as the far edge tells it. */
function edge(dark: (x: number, y: number) => boolean, side: number, module_px: number): number {
  const from = (side - 1) * module_px
  return (from + runLeft(x => dark(from + x, 0.5 * module_px))) / side
}

/** Portable graymap, as `pdftoppm -gray` writes it: `P5`, width, height, 255, then a byte for each pixel. */
function readPgm(pgm: Buffer): { width: number; height: number; grey: Buffer } {
  const [head = '', width = '0', height = '0'] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 64)) ?? []
  return { width: Number(width), height: Number(height), grey: pgm.subarray(head.length) }
}

/** 1 : 1 : 3 : 1 : 1 through its middle (ISO/IEC 18004, 6.3.3). */
function isFinder(dark: (at: number) => boolean, module_px: number): boolean {
  const middle = [true, false, true, true, true, false, true]
  return middle.every((expected, i) => dark((i + 0.5) * module_px) === expected)
}
