import { expect, it } from 'vitest'
import { countsOf, nextAfter } from './queue.ts'

const LINES = Array.from({ length: 200 }, (_, i) => `s${i}`)

it.each<[string, string[], string | null]>([
  ['in the middle, the one below', ['s7'], 's8'],
  ['several, the one below the last of them', ['s3', 's7', 's8'], 's9'],
  ['at the end, the one above', ['s199'], 's198'],
  ['up to the end, the last one left above', ['s2', 's198', 's199'], 's197'],
  ['all of them, none', LINES, null],
])('after %s', (_what, decided, next) => expect(nextAfter(LINES, new Set(decided))).toBe(next))

it('walks through two hundred lines one by one', () => {
  const left = [...LINES]
  const walked: string[] = []
  for (let at: string | null = 's0'; at !== null; ) {
    walked.push(at)
    const next: string | null = nextAfter(left, new Set([at]))
    left.splice(left.indexOf(at), 1)
    at = next
  }
  expect(walked).toEqual(LINES)
})

it('counts each kind, in the order of the queue', () => {
  expect(countsOf(['fault', 'overlap', 'fault'])).toEqual([
    ['fault', 2],
    ['overlap', 1],
  ])
})
