import { expect, it } from 'vitest'
import { lcus1Command } from './command.ts'

it.each([
  [true, 'a00101a2'],
  [false, 'a00100a1'],
])('on=%s is %s, as the maker gives it', (on, hex) => {
  expect(Buffer.from(lcus1Command(on)).toString('hex')).toBe(hex)
})
