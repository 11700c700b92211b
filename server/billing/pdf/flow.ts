/**
 * Blocks one under the other, over as many pages as they need. Pure: which block stands where, before anything is drawn, so
 * that every page can say of how many it is one.
 */
export type Block = {
  height: number
  draw(top: number): void
  /** never the last on its page: it belongs to what follows (a heading to its rows, the last rows to their sum) */
  keep?: boolean
  /** repeated on top of a page that begins with this block: the head of its table */
  head?: Block
  /** of a row: what it adds to the sum of its table */
  cents?: number
}
export type Placed = { block: Block; top: number }
/** Where a table goes over several pages, what it came to so far is told at the foot of one and the head of the next. */
export type Carry = { height: number; over(cents: number): Block; from(cents: number): Block }

type Geometry = { first_top: number; top: number; bottom: number; carry?: Carry }

/** Blocks that must not be parted, and the one they lead to. */
function groups(blocks: Block[]): Block[][] {
  const out: Block[][] = []
  let open: Block[] = []
  for (const block of blocks) {
    open.push(block)
    if (block.keep !== true) {
      out.push(open)
      open = []
    }
  }
  return open.length === 0 ? out : [...out, open]
}

const height = (blocks: Block[]): number => blocks.reduce((sum, block) => sum + block.height, 0)

export function paginate(blocks: Block[], { first_top, top, bottom, carry }: Geometry): Placed[][] {
  const pages: Placed[][] = [[]]
  let at = first_top
  /** null: no row yet */
  let sum_cents: number | null = null
  const put = (block: Block): void => {
    pages.at(-1)?.push({ block, top: at })
    at += block.height
    if (block.cents !== undefined) sum_cents = (sum_cents ?? 0) + block.cents
  }
  const told = (which: 'over' | 'from', { head }: Block): void => {
    const cents = sum_cents
    if (carry === undefined || cents === null || head === undefined) return
    pages.at(-1)?.push({ block: carry[which](cents), top: at })
    at += carry.height
  }
  const turn = (to: Block): void => {
    told('over', to)
    pages.push([])
    at = top
  }
  /** Room for the sum, where the table goes on after this. */
  const spare = (next: Block | undefined): number => (next?.head === undefined ? 0 : (carry?.height ?? 0))
  const empty = (): boolean => pages.at(-1)?.length === 0
  /** A page without blocks is left only if it is the first, where the letterhead takes room the next one has. */
  const turns = (height: number): boolean => at + height > bottom && (!empty() || (pages.length === 1 && at > top))
  const all = groups(blocks)
  for (const [i, group] of all.entries()) {
    const [first] = group
    const next = all[i + 1]?.[0]
    const repeated = (first?.head?.height ?? 0) + spare(first)
    const parted = height(group) + repeated + spare(next) > bottom - top
    if (!parted && first !== undefined && turns(height(group) + spare(next))) turn(first)
    for (const [k, block] of group.entries()) {
      if (parted && turns(block.height + spare(group[k + 1] ?? next))) turn(block)
      if (empty() && pages.length > 1 && block.head !== undefined) {
        put(block.head)
        told('from', block)
      }
      put(block)
    }
  }
  return pages
}
