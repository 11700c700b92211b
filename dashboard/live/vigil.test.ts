import { expect, test } from 'vitest'
import { type Moment, mustRenew, SILENCE_MS } from './vigil.ts'

const START: Moment = { wall_ms: 1_795_000_000_000, steady_ms: 50_000 }
const after = (wall_ms: number, steady_ms = wall_ms): Moment => ({
  wall_ms: START.wall_ms + wall_ms,
  steady_ms: START.steady_ms + steady_ms,
})

test('a word within the server’s own patience keeps the screen live', () => {
  expect(mustRenew(START, after(SILENCE_MS - 1_000), after(SILENCE_MS))).toBe(false)
})

test('a line that died without a word is given up', () => {
  expect(mustRenew(START, after(SILENCE_MS), after(SILENCE_MS + 1))).toBe(true)
})

test('a tablet that slept an hour wakes to nothing it could believe, whether its timers ran on or not', () => {
  expect(mustRenew(START, START, after(3_600_000, 800))).toBe(true)
  expect(mustRenew(START, START, after(3_600_000))).toBe(true)
})

test('a clock that was set, on or back, makes every age wrong', () => {
  expect(mustRenew(after(900), after(900), after(6_900, 1_900))).toBe(true)
  expect(mustRenew(after(900), after(900), after(-58_100, 1_900))).toBe(true)
})

test('a page whose timers are slow while it is hidden is left alone as long as the server speaks', () => {
  expect(mustRenew(after(58_000), START, after(60_000))).toBe(false)
})
