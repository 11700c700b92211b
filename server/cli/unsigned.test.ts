import { expect, it } from 'vitest'
import { unsignedIn, unsignedWords } from './unsigned.ts'

it('counts who may come and has signed nothing', () => {
  const members = [
    { charter_signed: null, left: null },
    { charter_signed: '2026-01-01', left: null },
    { charter_signed: null, left: '2025-12-31' },
  ]
  expect(unsignedIn(members)).toBe(1)
  expect(unsignedWords(1)).toEqual([expect.stringMatching(/^Without a signed charter: 1\. .*refused/)])
  expect(unsignedWords(unsignedIn(members.slice(1)))).toEqual([])
})
