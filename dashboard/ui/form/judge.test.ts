import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { setLanguage } from '../../i18n/index.ts'
import { type Control, placed, wrongWith } from './judge.ts'

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  await setLanguage('fr')
})
afterAll(() => vi.unstubAllGlobals())

const field = (given: Partial<Control>): Control => ({
  ...{ type: 'text', name: 'one', value: '', validity: {}, willValidate: true },
  ...given,
})

test.each<[string, Partial<Control>, string | null]>([
  ['a filled field', { value: 'a', required: true }, null],
  ['an empty one', { validity: { valueMissing: true } }, 'Remplissez ce champ\u00a0: il ne peut pas rester vide.'],
  ['white space', { value: ' \n', required: true }, 'Remplissez ce champ\u00a0: il ne peut pas rester vide.'],
  ['a password of blanks is one', { type: 'password', value: '   ', required: true }, null],
  ['half a date', { type: 'date', validity: { badInput: true } }, 'Choisissez un jour\u00a0: jour, mois et année.'],
  ['no box', { type: 'checkbox', validity: { valueMissing: true } }, 'Cochez cette case pour continuer.'],
  ['too little', { type: 'number', min: '1', validity: { rangeUnderflow: true } }, 'Écrivez 1 ou plus.'],
  ['too much', { type: 'number', max: '9', validity: { rangeOverflow: true } }, 'Écrivez 9 ou moins.'],
  ['too short', { minLength: 8, validity: { tooShort: true } }, 'Écrivez au moins 8 caractères.'],
  [
    'a month by hand',
    { type: 'month', validity: { patternMismatch: true } },
    'Choisissez un mois, par exemple 2026-10.',
  ],
  ['what nobody can change', { willValidate: false, validity: { valueMissing: true } }, null],
])('%s', (_, given, sentence) => {
  expect(wrongWith(field(given))).toBe(sentence)
})

test('a field says what is missing in its own words', () => {
  expect(wrongWith(field({ validity: { valueMissing: true } }), { missing: 'Dites pourquoi.' })).toBe('Dites pourquoi.')
})

test('what the server said stands at its field, and what belongs to none at the foot', () => {
  const errors = [
    { path: 'body.contact.iban', message: 'a' },
    { path: 'body.days.0', message: 'b' },
    { path: 'body.days.1', message: 'c' },
    { path: 'body.elsewhere', message: 'd' },
  ]
  const own = new Map([['contact.iban', { wrong: 'Vérifiez l’IBAN.' }]])
  expect(placed(errors, new Set(['contact.iban', 'days']), own)).toEqual({
    'contact.iban': 'Vérifiez l’IBAN.',
    days: 'Refusé\u00a0: b Refusé\u00a0: c',
    '': 'Refusé\u00a0: d',
  })
})
