import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Slug } from '#server/contract/topics.ts'
import { freeId } from './free-id.ts'

test('a name becomes an id a person can read', () => {
  expect(freeId('École Boulle & Cie', [])).toBe('ecole-boulle-cie')
  expect(freeId('Atelier Sud', ['atelier-sud', 'atelier-sud-2'])).toBe('atelier-sud-3')
})

test('whatever the name, the id is one the server takes, and is nobody’s', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(12), (name, others) => {
      const taken: string[] = []
      for (let i = 0; i <= others; i++) taken.push(freeId(name, taken))
      expect(new Set(taken).size).toBe(taken.length)
      for (const id of taken) expect(Slug.safeParse(id).success, id).toBe(true)
    }),
  )
})
