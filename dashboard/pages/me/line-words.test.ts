import { describe, expect, it } from 'vitest'
import { previewOf } from './line-words.ts'

describe('what is not final yet is called as the atelier bills', () => {
  it.each([
    [[], 'preview.nothing'],
    [['running', 'idle'], 'preview.prices'],
    [['consumable'], 'preview.prices'],
    [['share'], 'preview.shares'],
    [['running', 'share'], 'preview.shares'],
  ] as const)('lines of %j: %s', (kinds, key) => {
    expect(previewOf(kinds.map(kind => ({ kind })))).toBe(key)
  })
})
