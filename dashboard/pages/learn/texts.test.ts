import { expect, test } from 'vitest'
import { LearningCaution, LearningRefusal } from '#server/contract/learning.ts'
import { en, fr } from './texts.ts'

test.each(Object.entries(fr))('%s is set as French is set', (_key, text) => {
  expect(text, 'straight apostrophe').not.toMatch(/'/)
  expect(text, 'plain space before a double sign').not.toMatch(/ [:;!?»]/)
  expect(text, 'no space before a double sign').not.toMatch(/[\p{L}}][:;!?»]/u)
  expect(text).not.toBe('')
})

test('both languages have the same keys and blanks, and a sentence for each refusal and caution', () => {
  const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort())
  for (const [key, text] of Object.entries(en)) expect(blanks(text), key).toEqual(blanks(fr[key as keyof typeof fr]))
  for (const code of LearningRefusal.options) expect(fr).toHaveProperty([`refused.${code}`])
  for (const caution of LearningCaution.options) expect(fr).toHaveProperty([`caution.${caution}`])
})
