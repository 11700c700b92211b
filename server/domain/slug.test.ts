import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slugOf, slugsOf } from './slug.ts'

test.each([
  ['Juki DDL-8700', 'juki-ddl-8700'],
  ['Découpe à l’œil', 'decoupe-a-l-oeil'],
  ['  — ', 'x'],
  ['مشغل', 'x'],
  ['a'.repeat(40), 'a'.repeat(32)],
])('%s becomes %s', (name, slug) => expect(slugOf(name, 'x')).toBe(slug))

test('names that come again stay apart', () => {
  expect(slugsOf(['Presse', 'presse', 'PRESSE'], 'x')).toEqual(['presse', 'presse-2', 'presse-3'])
})

test('whatever people write, ids are slugs and differ', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 50 }), { maxLength: 30 }), names => {
      const ids = slugsOf(names, 'poste')
      expect(new Set(ids).size).toBe(names.length)
      for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,31}$/)
    }),
  )
})
