import { expect, test } from 'vitest'
import { sameInBoth, setAsFrench } from '#test/support/texts.ts'
import { thousandthsOf } from './quantity.ts'
import { en, fr } from './texts.ts'

setAsFrench(fr)
sameInBoth(fr, en)

test.each([
  ['3', 3_000],
  ['1,5', 1_500],
  ['-0.125', -125],
  ['1 200', 1_200_000],
  ['1,2345', null],
  ['', null],
  ['deux', null],
])('reads %s as %s thousandths', (text, thousandths) => expect(thousandthsOf(text)).toBe(thousandths))
