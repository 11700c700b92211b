import { expect, it } from 'vitest'
import { whileItFalls } from './until.ts'

it('waits for as long as it falls, and no longer than it was told for what does not', async () => {
  const falling = { left: 50 }
  await whileItFalls(() => --falling.left, 60_000)
  expect(falling.left).toBeLessThanOrEqual(0)
  const stuck = { left: 10 }
  await whileItFalls(() => Math.max(7, --stuck.left), 20)
  expect(stuck.left).toBeLessThanOrEqual(7)
})
