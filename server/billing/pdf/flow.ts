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
}
export type Placed = { block: Block; top: number }

type Geometry = { first_top: number; top: number; bottom: number }

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

export function paginate(blocks: Block[], { first_top, top, bottom }: Geometry): Placed[][] {
  const pages: Placed[][] = [[]]
  let at = first_top
  const put = (block: Block): void => {
    pages.at(-1)?.push({ block, top: at })
    at += block.height
  }
  const turn = (): void => {
    pages.push([])
    at = top
  }
  const empty = (): boolean => pages.at(-1)?.length === 0
  /** A page without blocks is left only if it is the first, where the letterhead takes room the next one has. */
  const turns = (height: number): boolean => at + height > bottom && (!empty() || (pages.length === 1 && at > top))
  for (const group of groups(blocks)) {
    const parted = height(group) + (group[0]?.head?.height ?? 0) > bottom - top
    if (!parted && turns(height(group))) turn()
    for (const block of group) {
      if (parted && turns(block.height)) turn()
      if (empty() && pages.length > 1 && block.head !== undefined) put(block.head)
      put(block)
    }
  }
  return pages
}
