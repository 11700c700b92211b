import { expect, test } from 'vitest'
import { byUse } from './months.ts'

const months = (...issued: number[]) => issued.map((count, i) => ({ period: `m${i}`, issued: count }))
const told = (...issued: number[]) => {
  const { at_hand, folded } = byUse(months(...issued))
  return [at_hand, folded].map(list => list.map(({ period }) => period))
}

test('the newest months are at hand, and what still waits to be issued, however old', () => {
  expect(told(0, 12, 11, 10, 0, 9)).toEqual([
    ['m0', 'm1', 'm2', 'm4'],
    ['m3', 'm5'],
  ])
})

test('nothing is folded where there is little', () => expect(told(12, 11, 10)).toEqual([['m0', 'm1', 'm2'], []]))
