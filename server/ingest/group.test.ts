import { describe, expect, test } from 'vitest'
import { GroupQueue } from './group.ts'

function queue(group_ms: number, group_max = 100, group_full = 1_000) {
  const groups: number[][] = []
  let release: (() => void) | null = null
  const gate = { closed: false }
  const made = new GroupQueue<number>({
    group_ms,
    ...{ group_max, group_full },
    /** Odd ones have time. */
    ahead: waiting => ({ now: waiting.filter(item => item % 2 === 0), later: waiting.filter(item => item % 2 === 1) }),
    handle: async group => {
      groups.push(group)
      if (gate.closed) await new Promise<void>(resolve => (release = resolve))
    },
  })
  return { made, groups, gate, release: () => release?.() }
}

describe('GroupQueue', () => {
  test('what is pushed together is one group, in order', async () => {
    const { made, groups } = queue(1)
    for (let i = 0; i < 10; i++) made.push(i)
    await made.settled()
    expect(groups).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]])
  })

  test('an urgent one does not wait for the window; what may wait behind it does', async () => {
    const { made, groups } = queue(1_000_000)
    for (const item of [1, 4]) made.push(item)
    made.push(2, true)
    made.push(3)
    await new Promise(resolve => setImmediate(resolve))
    expect(groups).toEqual([[4, 2]])
    await made.settled()
    expect(groups).toEqual([
      [4, 2],
      [1, 3],
    ])
  })

  test('what waited behind urgent ones has its own window still', async () => {
    const { made, groups } = queue(20)
    made.push(1)
    for (let i = 0; i < 200 && !groups.some(group => group.includes(1)); i++) {
      made.push(2, true)
      await new Promise(resolve => setTimeout(resolve, 2))
    }
    expect(groups.some(group => group.includes(1))).toBe(true)
    await made.settled()
  })

  test('so many are a group at once', async () => {
    const { made, groups } = queue(1_000_000, 100, 3)
    for (const item of [1, 3]) made.push(item)
    await new Promise(resolve => setImmediate(resolve))
    expect(groups).toEqual([])
    made.push(5)
    await new Promise(resolve => setImmediate(resolve))
    expect(groups).toEqual([[1, 3, 5]])
    await made.settled()
  })

  test('one group at a time: what arrives meanwhile is the next', async () => {
    const { made, groups, gate, release } = queue(0)
    gate.closed = true
    made.push(2, true)
    await new Promise(resolve => setImmediate(resolve))
    made.push(4)
    made.push(6, true)
    expect(groups).toEqual([[2]])
    gate.closed = false
    release()
    await made.settled()
    expect(groups).toEqual([[2], [4, 6]])
  })

  test('no group is larger than the limit', async () => {
    const { made, groups } = queue(0, 4)
    for (let i = 0; i < 10; i++) made.push(i)
    await made.settled()
    expect(groups.map(group => group.length)).toEqual([4, 4, 2])
  })

  test('a poke has an empty group handled, once nothing else is on its way', async () => {
    const { made, groups } = queue(0)
    made.poke()
    await made.settled()
    expect(groups).toEqual([[]])
    made.push(1)
    made.poke()
    await made.settled()
    expect(groups).toEqual([[], [1]])
  })
})
