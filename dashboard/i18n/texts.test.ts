import { expect, test } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'
import { phrase } from './phrase.ts'

const entries = Object.entries(fr)

setAsFrench(fr)
sameInBoth(fr, en)

test('a lockout is never called a consignation', () => {
  expect(entries.filter(([, text]) => /consign/i.test(text))).toEqual([])
})

test.each([
  ['fr', fr, 0, 'Aucun poste en marche'],
  ['fr', fr, 1, '1 poste en marche'],
  ['fr', fr, 2, '2 postes en marche'],
  ['en', en, 0, 'No machine running'],
  ['en', en, 1, '1 machine running'],
  ['en', en, 2, '2 machines running'],
] as const)('plural in %s of %#', (language, texts, count, expected) => {
  expect(phrase(texts, 'wall.running', { count }, language)).toBe(expected)
})

test.each([
  ['Animation', 'fr', 'Le compte d’Animation'],
  ['Étienne', 'fr', 'Le compte d’Étienne'],
  ['Yves', 'fr', 'Le compte d’Yves'],
  ['Yasmine', 'fr', 'Le compte de Yasmine'],
  ['Malika', 'fr', 'Le compte de Malika'],
  ['Animation', 'en', 'Le compte de Animation'],
] as const)('« de » before %s in %s', (name, language, expected) =>
  expect(phrase({ of: 'Le compte de {{name}}' }, 'of', { name }, language)).toBe(expected),
)

test('only the word « de » elides', () => {
  const { of } = { of: 'De {{from}} à {{to}}, profil de{{to}}, inde {{to}}' }
  expect(phrase({ of }, 'of', { from: 'avril', to: 'août' }, 'fr')).toBe('D’avril à août, profil deaoût, inde août')
})

test('a key that no list has is shown, and a blank without its word stays', () => {
  expect(phrase(fr, 'wall.nowhere', {}, 'fr')).toBe('wall.nowhere')
  expect(phrase(fr, 'wall.since', {}, 'fr')).toBe('depuis {{duration}}')
})
