import { expect, it } from 'vitest'
import { someOf } from './arguments.ts'

it('takes names apart at commas, each once', () => {
  expect(someOf('s1, s2,s1,')).toEqual(['s1', 's2'])
})

it.each(['', ' ', ','])('refuses %j: an empty variable of a script is not somebody’s wish', text => {
  expect(() => someOf(text)).toThrow('names none')
})
