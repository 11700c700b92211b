import { expect, it } from 'vitest'
import type { MonthBasis } from '#server/domain/periods/month.ts'
import { keptMonths } from './kept.ts'

/** A journal that is only a head: a month is moved by any entry after it was read. */
function journal(weight = 1) {
  const state = { head_n: 1, reckoned: 0, gate: Promise.resolve() }
  const basis = (): MonthBasis => ({ head_n: state.head_n, books_n: 0, directory_n: 0, before_ms: 0 })
  const months = keptMonths(
    async read => read.head_n !== state.head_n,
    async period => {
      state.reckoned++
      const read = basis()
      await state.gate
      return { value: `${period} at ${read.head_n}`, basis: read, weight }
    },
  )
  return { state, months }
}

it('reckons once while nothing moves, and again when something has', async () => {
  const { state, months } = journal()
  expect([await months('2026-09'), await months('2026-09')]).toEqual(['2026-09 at 1', '2026-09 at 1'])
  expect(state.reckoned).toBe(1)
  state.head_n = 2
  expect(await months('2026-09')).toBe('2026-09 at 2')
  expect(state.reckoned).toBe(2)
})

it('lets many who ask at once wait for one reading, but gives none of them what is older than the question', async () => {
  const { state, months } = journal()
  const gate = Promise.withResolvers<void>()
  state.gate = gate.promise
  const before = [months('2026-09'), months('2026-09')]
  await Promise.resolve()
  state.head_n = 2
  const after = months('2026-09')
  gate.resolve()
  expect(await Promise.all(before)).toContain('2026-09 at 1')
  expect(await after).toBe('2026-09 at 2')
  expect(state.reckoned).toBeLessThanOrEqual(3)
})

it('keeps no failure', async () => {
  let fail = true
  const months = keptMonths(
    async () => false,
    async period => {
      if (fail) throw new Error('the disk is away')
      return { value: period, basis: { head_n: 0, books_n: 0, directory_n: 0, before_ms: 0 }, weight: 1 }
    },
  )
  await expect(months('2026-09')).rejects.toThrow('the disk is away')
  fail = false
  expect(await months('2026-09')).toBe('2026-09')
})

it('holds fourteen months, and fewer where they are heavy', async () => {
  const years = Array.from({ length: 15 }, (_, i) => `m${i}`)
  const { state, months } = journal()
  for (const period of years) await months(period)
  await months('m14')
  expect(state.reckoned).toBe(15)
  await months('m0')
  expect(state.reckoned).toBe(16)
  const heavy = journal(30_000)
  for (const period of ['a', 'b', 'b', 'a']) await heavy.months(period)
  expect(heavy.state.reckoned).toBe(3)
})
