/** Every kind and qualification of the example ateliers has its words: nobody reads slugs. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { language } from './index.ts'
import { en, fr, kindOf, sayKind, sayQualification } from './slugs.ts'

afterEach(() => {
  language.value = 'fr'
})

setAsFrench(fr)
sameInBoth(fr, en)

type Machine = { kind?: string; qualification?: string | null }
const folder = new URL('../../docs/ateliers/', import.meta.url)
const machines = readdirSync(folder)
  .filter(file => file.endsWith('.json'))
  .flatMap(file => (JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { machines: Machine[] }).machines)

test.each([...new Set(machines.flatMap(({ kind }) => kind ?? []))])('the kind %s has its words', kind =>
  expect(fr).toHaveProperty([`kind.${kind}`]),
)
test.each([...new Set(machines.flatMap(({ qualification }) => qualification ?? []))])(
  'the qualification %s has its words',
  id => expect(fr).toHaveProperty([`trained.${id}`]),
)

test('a workshop’s own kind is said as it wrote it, a qualification without its hyphens', () => {
  expect(sayKind('band-knife')).toBe('scie à ruban textile')
  expect(sayKind('presse-plis')).toBe('presse-plis')
  expect(sayQualification('presse-plis')).toBe('presse plis')
  language.value = 'en'
  expect(sayKind('band-knife')).toBe('band knife')
})

test('several kinds are written with commas between them, so none has one', () =>
  expect(Object.values({ ...fr, ...en }).filter(text => text.includes(','))).toEqual([]))

test('a kind chosen by its words is that kind, and a new one stays what was written', () => {
  expect(kindOf('surjeteuse', ['overlock', 'kiln'])).toBe('overlock')
  expect(kindOf('surjeteuse', ['kiln'])).toBe('surjeteuse')
})
