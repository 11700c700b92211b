import { expect, it } from 'vitest'
import { remembered } from './remembered.ts'

it('asks once for all who ask within its time, again after it or for another key, and keeps no failure', async () => {
  const clock = { at_ms: 0 }
  const asked: string[] = []
  let broken = false
  const ask = remembered(
    1_000,
    () => clock.at_ms,
    async key => {
      asked.push(key)
      if (broken) throw new Error('disk')
      return key.toUpperCase()
    },
  )
  expect(await Promise.all([ask('a'), ask('a')])).toEqual(['A', 'A'])
  clock.at_ms = 999
  await ask('a')
  expect(asked).toEqual(['a'])
  clock.at_ms = 1_000
  await ask('a')
  await ask('b')
  expect(asked).toEqual(['a', 'a', 'b'])
  broken = true
  await expect(ask('c')).rejects.toThrow('disk')
  broken = false
  expect(await ask('c')).toBe('C')
})
