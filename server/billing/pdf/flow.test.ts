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
