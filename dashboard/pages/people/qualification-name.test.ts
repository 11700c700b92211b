import { expect, test } from 'vitest'
import { qualificationName } from './qualification-name.ts'

test('a qualification is said with the machines it opens, never as its slug', () => {
  const machines = [
    { name: 'Piqueuse Juki', qualification: 'piqueuse-plate' },
    { name: 'Brother', qualification: 'piqueuse-plate' },
    { name: 'Table', qualification: null },
  ]
  expect(qualificationName('piqueuse-plate', machines)).toBe('piqueuse plate (Brother, Piqueuse Juki)')
  expect(qualificationName('decoupe', machines)).toBe('découpe')
})
