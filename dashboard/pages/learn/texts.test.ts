import { expect, test } from 'vitest'
import { LearningCaution, LearningRefusal } from '#server/contract/learning.ts'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { en, fr } from './texts.ts'

setAsFrench(fr)
sameInBoth(fr, en)

test('there is a sentence for each refusal and caution', () => {
  for (const code of LearningRefusal.options) expect(fr).toHaveProperty([`refused.${code}`])
  for (const caution of LearningCaution.options) expect(fr).toHaveProperty([`caution.${caution}`])
})
