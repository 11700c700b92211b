import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Block, type Placed, paginate } from './flow.ts'

const PAGE = { first_top: 300, top: 50, bottom: 780 }
const block = (height: number, more: Partial<Block> = {}): Block => ({ height, draw: () => undefined, ...more })
const names = (pages: Placed[][], of: Map<Block, string>): string[] =>
  pages.map(page => page.map(({ block }) => of.get(block) ?? '?').join(' '))

describe('blocks over pages', () => {
  it('stand under one another from the top of the first page', () => {
    const [page = []] = paginate([block(20), block(30)], PAGE)
    expect(page.map(({ top }) => top)).toEqual([300, 320])
  })

  it('go on under their head on the next page', () => {
    const head = block(18, { keep: true })
    const rows = Array.from({ length: 30 }, () => block(20, { head }))
    const pages = paginate([head, ...rows], PAGE)
    expect(pages).toHaveLength(2)
    expect(pages.map(page => page[0]?.block)).toEqual([head, head])
    expect(pages.flat().filter(({ block }) => block === head)).toHaveLength(2)
  })

  it('never leave a heading at the foot or a sum alone', () => {
    const of = new Map<Block, string>()
    const named = (name: string, height: number, more: Partial<Block> = {}): Block => {
      const made = block(height, more)
      of.set(made, name)
      return made
    }
    const head = named('head', 20, { keep: true })
    const rows = [
      named('a', 200, { head }),
      named('b', 150, { head, keep: true }),
      named('c', 50, { head, keep: true }),
    ]
    expect(names(paginate([head, ...rows, named('sum', 100)], PAGE), of)).toEqual(['head a', 'head b c sum'])
    const late = [named('x', 440), named('title', 30, { keep: true }), named('y', 30)]
    expect(names(paginate(late, PAGE), of)).toEqual(['x', 'title y'])
  })

  it('part a group that no page could hold', () => {
    const pages = paginate(
      Array.from({ length: 10 }, () => block(150, { keep: true })),
      PAGE,
    )
    expect(pages.map(page => page.length)).toEqual([3, 4, 3])
  })

  it('keep every block, in order, none over another or the foot', () => {
    const heights = fc.array(fc.record({ height: fc.integer({ min: 1, max: 700 }), keep: fc.boolean() }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(heights, fc.boolean(), (all, headed) => {
        const head = block(25)
        const blocks = all.map(one => block(one.height, { keep: one.keep, ...(headed ? { head } : {}) }))
        const pages = paginate(blocks, PAGE)
        expect(
          pages
            .flat()
            .map(({ block }) => block)
            .filter(one => one !== head),
        ).toEqual(blocks)
        for (const page of pages)
          for (const [i, { block, top }] of page.entries())
            expect(top + block.height).toBeLessThanOrEqual(page[i + 1]?.top ?? PAGE.bottom)
      }),
    )
  })
})

describe('what is carried over', () => {
  const carry = {
    height: 15,
    over: (cents: number) => block(15, { cents: -cents }),
    from: (cents: number) => block(15, { cents }),
  }
  const head = block(18, { keep: true })
  /** what the lines say that are no rows: negative below, positive above */
  const said = (pages: Placed[][], rows: Block[]): number[][] =>
    pages.map(page => page.flatMap(({ block: one }) => (one === head || rows.includes(one) ? [] : [one.cents ?? 0])))

  it('stands under what a page has of a table, and over what the next one has', () => {
    const rows = [100, 20, 3, 4_000].map(cents => block(200, { cents, head }))
    // 300 + 18 + 2 × 200 leaves room for 15 and not for another 200; then 50 + 18 + 15 + 200 for the rest
    const pages = paginate([head, ...rows, block(50)], { ...PAGE, carry })
    expect(said(pages, rows)).toEqual([[-120], [120, 0]])
    expect(pages[1]?.map(({ top }) => top)).toEqual([50, 68, 83, 283, 483])
  })

  it('is not told where the whole table is on one page, or none of it yet', () => {
    const rows = [100, 20].map(cents => block(200, { cents, head }))
    expect(said(paginate([head, ...rows, block(300)], { ...PAGE, carry }), rows)).toEqual([[], [0]])
    const tall = [block(700, { cents: 7, head })]
    expect(said(paginate([head, ...tall], { ...PAGE, carry }), tall)).toEqual([[], []])
  })

  it('is the sum of all rows above it, whatever they are, and never runs over the foot', () => {
    const row = fc.record({ height: fc.integer({ min: 1, max: 300 }), keep: fc.boolean(), cents: fc.integer() })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), all => {
        const rows = all.map(({ height, keep, cents }) => block(height, { keep, cents, head }))
        const pages = paginate([head, ...rows, block(120)], { ...PAGE, carry })
        let above = 0
        for (const [i, page] of pages.entries()) {
          const last = page.at(-1)
          expect((last?.top ?? 0) + (last?.block.height ?? 0)).toBeLessThanOrEqual(PAGE.bottom)
          const [of = []] = said([page], rows)
          const told = of.filter(cents => cents !== 0)
          const had = above
          for (const { block: one } of page) if (rows.includes(one)) above += one.cents ?? 0
          const goes_on = pages.slice(i + 1).some(next => next.some(({ block: one }) => rows.includes(one)))
          const begun = i > 0 && pages.slice(0, i).some(before => before.some(({ block: one }) => rows.includes(one)))
          const has = page.some(({ block: one }) => rows.includes(one))
          const expected = [
            ...(begun && has && had !== 0 ? [had] : []),
            ...(goes_on && (has || begun) && above !== 0 ? [-above] : []),
          ]
          expect(told).toEqual(expected)
        }
      }),
    )
  })
})
