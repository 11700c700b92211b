import { expect, it } from 'vitest'
import { camtOf } from '#test/support/bank-lab.ts'
import { readStatement } from './statement-file.ts'

const year = camtOf(
  Array.from({ length: 400 }, (_, i) => ({ cents: i + 1, date: '2026-11-18', ref: `R${i}`, inner: '' })),
)

it('reads a year of lines beside the loop that answers badges, and what is none as such', async () => {
  expect(year.length).toBeGreaterThan(32_768)
  let turned = false
  setImmediate(() => {
    turned = true
  })
  const { format, result } = await readStatement(year, null)
  expect(turned).toBe(true)
  expect([format, result.kind === 'read' && result.statements[0]?.lines.length]).toEqual(['camt', 400])
  const torn = await readStatement(year.subarray(0, year.length - 9), null)
  expect(torn.result).toMatchObject({ kind: 'refused', flaws: [{ code: 'not-a-statement' }] })
})
