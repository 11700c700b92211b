import { expect, test } from 'vitest'
import { FAULT_DETAILS } from '#server/contract/fault-detail.ts'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { en, fr, sayDetail } from './fault-details.ts'
import { language } from './index.ts'

setAsFrench(fr)
sameInBoth(fr, en)

test('there is a sentence for each detail a gateway may send, with its values', () => {
  language.value = 'fr'
  expect(Object.keys(fr).sort()).toEqual([...FAULT_DETAILS].sort())
  expect(sayDetail('meter-mute address=3')).toContain('compteur 3')
  expect(sayDetail('coincé')).toBe('coincé')
})
