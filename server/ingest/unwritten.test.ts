import { expect, test } from 'vitest'
import { STATE_LAG_ENTRIES_MAX as LAG } from './limits.ts'
import { Unwritten } from './unwritten.ts'

test('a state is due once its row misses an entry that is long past, the oldest first', () => {
  const unwritten = new Unwritten()
  unwritten.touched('a', 1)
  unwritten.touched('b', 5)
  unwritten.touched('a', 9)
  expect(unwritten.due(LAG)).toEqual([])
  expect(unwritten.due(LAG + 1)).toEqual(['a'])
  expect(unwritten.due(LAG + 5)).toEqual(['a', 'b'])
})

test('tells up to where no row misses anything', () => {
  const unwritten = new Unwritten(new Map([['a', 3]]))
  unwritten.touched('b', 7)
  expect(unwritten.upTo(0, 20)).toBe(2)
  expect(unwritten.upTo(1, 20)).toBe(6)
  expect(unwritten.upTo(2, 20)).toBe(20)
})

test('what was written is behind again with its next entry alone', () => {
  const unwritten = new Unwritten(new Map([['a', 3]]))
  unwritten.written(['a'])
  expect(unwritten.all()).toEqual([])
  unwritten.touched('a', 30)
  expect(unwritten.upTo(0, 40)).toBe(29)
})
