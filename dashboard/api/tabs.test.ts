import { describe, expect, it } from 'vitest'
import { type Following, following } from './tabs.ts'

describe('a tab hears who is signed in elsewhere in the same browser', () => {
  it.each<[string | null | undefined, string | null, boolean, Following]>([
    ['awa', null, false, 'cover'],
    ['awa', null, true, 'cover'],
    ['awa', 'awa', true, 'resume'],
    ['awa', 'awa', false, 'nothing'],
    ['awa', 'bo', false, 'reload'],
    ['awa', 'bo', true, 'reload'],
    [null, 'bo', false, 'reload'],
    [null, null, false, 'nothing'],
    [undefined, 'bo', false, 'nothing'],
    [undefined, null, false, 'nothing'],
  ])('shows %j, is told %j, covered %j: %s', (mine, told, covered, next) => {
    expect(following(mine, told, covered)).toBe(next)
  })
})
