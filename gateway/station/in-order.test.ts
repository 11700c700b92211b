import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HELD_MAX } from '../limits.ts'
import { InOrder, type Numbered } from './in-order.ts'

const at = (seq: number, boot = 1): Numbered => ({ boot, seq })
/** What comes out for each message that goes in, as `boot/seq`. */
const run = (order: InOrder<Numbered>, messages: Numbered[]) => messages.map(message => named(order.take(message)))
const named = (messages: Numbered[]) => messages.map(({ boot, seq }) => `${boot}/${seq}`)

describe('InOrder', () => {
  it.each<[string, Numbered | null, Numbered[], string[][]]>([
    ['in order: at once', null, [at(0), at(1), at(2)], [['1/0'], ['1/1'], ['1/2']]],
    ['a damaged frame sent again', at(0), [at(2), at(3), at(1)], [[], [], ['1/1', '1/2', '1/3']]],
    ['two gaps', at(0), [at(2), at(4), at(1), at(3)], [[], [], ['1/1', '1/2'], ['1/3', '1/4']]],
    ['repetitions pass: the outbox knows them', at(5), [at(4), at(5)], [['1/4'], ['1/5']]],
    ['a held one sent again is held once', at(0), [at(2), at(2), at(1)], [[], [], ['1/1', '1/2']]],
    ['after a restart of the gateway, from what is on disk', at(7), [at(9), at(8)], [[], ['1/8', '1/9']]],
    ['a new boot', at(7), [at(0, 2), at(1, 2)], [['2/0'], ['2/1']]],
    [
      'a new boot while something waits: that will not be completed any more',
      at(7),
      [at(9), at(0, 2)],
      [[], ['1/9', '2/0']],
    ],
    ['replaced hardware begins at a lower boot', at(7, 50), [at(0, 1), at(1, 1)], [['1/0'], ['1/1']]],
    ['a lower boot otherwise is late: the server tells', at(7, 50), [at(3, 1)], [['1/3']]],
    ['a hello that comes after what follows it', null, [at(1), at(2), at(0)], [[], [], ['1/0', '1/1', '1/2']]],
    ['the same at a new boot', at(7), [at(1, 2), at(0, 2)], [[], ['2/0', '2/1']]],
    ['first heard in the middle of a boot', null, [at(8), at(9)], [[], []]],
  ])('%s', (_, last, messages, expected) => {
    expect(run(new InOrder(last), messages)).toEqual(expected)
  })

  it('gives up on what is missing when told, and goes on from there', () => {
    const order = new InOrder<Numbered>(at(0))
    run(order, [at(5), at(3)])
    expect(order.gap).toBe('1/1')
    expect(named(order.release())).toEqual(['1/3', '1/5'])
    expect(order.gap).toBeNull()
    expect(named(order.take(at(6)))).toEqual(['1/6'])
  })

  it('holds only so many', () => {
    const order = new InOrder<Numbered>(at(0))
    const ahead = Array.from({ length: HELD_MAX }, (_, index) => at(index + 2))
    expect(run(order, ahead).flat()).toEqual([])
    expect(order.take(at(HELD_MAX + 2))).toHaveLength(HELD_MAX + 1)
  })

  it('expects again what could not be kept, before what came after it', () => {
    const order = new InOrder<Numbered>(at(0))
    run(order, [at(1), at(2)])
    order.rewind(at(2))
    order.rewind(at(1))
    order.rewind(at(9))
    expect(run(order, [at(2), at(1)])).toEqual([[], ['1/1', '1/2']])
  })

  it('any arrival order within what it holds comes out in order, nothing lost', () => {
    const shuffled = fc.integer({ min: 1, max: HELD_MAX }).chain(count =>
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, seq) => seq + 1),
        { minLength: count },
      ),
    )
    fc.assert(
      fc.property(shuffled, seqs => {
        const order = new InOrder<Numbered>(at(0))
        const out = seqs.flatMap(seq => order.take(at(seq)))
        expect(out.map(one => one.seq)).toEqual(seqs.toSorted((a, b) => a - b))
      }),
    )
  })
})
