import { expect, test } from 'vitest'
import { hereOf, keyOf, navigationOf } from './navigation.ts'

test.each([
  ['/', '/'],
  ['/machines/juki-1', '/'],
  ['/economy', '/economy'],
  ['/economy/2026-10', '/economy'],
  ['/economy/prices', '/economy/prices'],
  ['/periods/2026-10', '/periods'],
  ['/periods/2026-10/settle', '/settle'],
  ['/members/awa', '/members'],
  ['/me/access', '/me/access'],
  ['/me/proof/2026-10', '/me'],
  ['/kiosk', ''],
])('%s belongs to “%s”', (path, href) => expect(hereOf(path)).toBe(href))

test.each([
  ['/', 'nav.wall'],
  ['/members/awa', 'nav.people'],
  ['/periods/2026-10', 'nav.statements'],
  ['/kiosk', null],
])('the tab of %s is called by “%s”', (path, key) => expect(keyOf(path)).toBe(key))

test('who has few places has them side by side; who has many has them by group, and no empty group', () => {
  const few = navigationOf(['wall', 'my-month', 'my-access'])
  expect(few).toMatchObject({ flat: [{ href: '/' }, { href: '/me' }, { href: '/me/access' }] })
  const many = navigationOf(['wall', 'morning', 'closures', 'care', 'learn', 'people', 'settle'])
  if (!('groups' in many)) throw new Error('they are not grouped')
  expect(many.groups.map(({ key }) => key)).toEqual(['nav.floor', 'nav.persons', 'nav.money'])
})
