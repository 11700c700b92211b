/** Every page, in the groups people look for them in; a role has those of its places. Pure. */
import type { BaseKey } from '../i18n/index.ts'
import type { Place } from './session.ts'

export type PageLink = { place: Place; href: string; key: BaseKey }
export type PageGroup = { key: BaseKey; pages: PageLink[] }

const GROUPS: readonly PageGroup[] = [
  {
    key: 'nav.floor',
    pages: [
      { place: 'wall', href: '/', key: 'nav.wall' },
      { place: 'morning', href: '/morning', key: 'nav.morning' },
      { place: 'bookings', href: '/reservations', key: 'nav.bookings' },
      { place: 'events', href: '/events', key: 'nav.events' },
      { place: 'closures', href: '/closures', key: 'nav.closures' },
      { place: 'care', href: '/care', key: 'nav.care' },
      { place: 'use', href: '/use', key: 'nav.use' },
      { place: 'learn', href: '/learn', key: 'nav.learn' },
      { place: 'settings', href: '/workshop', key: 'nav.workshop' },
      { place: 'screens', href: '/screens', key: 'nav.screens' },
      { place: 'pair', href: '/start', key: 'nav.start' },
    ],
  },
  {
    key: 'nav.persons',
    pages: [
      { place: 'people', href: '/members', key: 'nav.people' },
      { place: 'organisations', href: '/organisations', key: 'nav.organisations' },
      { place: 'accounts', href: '/accounts', key: 'nav.accounts' },
    ],
  },
  {
    key: 'nav.money',
    pages: [
      { place: 'statements', href: '/periods', key: 'nav.statements' },
      { place: 'settle', href: '/settle', key: 'nav.settle' },
      { place: 'statements', href: '/months', key: 'nav.months' },
      { place: 'invoices', href: '/invoices', key: 'nav.invoices' },
      { place: 'invoices', href: '/payments', key: 'nav.payments' },
      { place: 'invoices', href: '/books', key: 'nav.books' },
      { place: 'invoices', href: '/exports', key: 'nav.exports' },
      { place: 'orders', href: '/orders', key: 'nav.orders' },
      { place: 'sales', href: '/sales', key: 'nav.sales' },
      { place: 'economy', href: '/economy/prices', key: 'nav.prices' },
      { place: 'economy', href: '/economy/assets', key: 'nav.assets' },
      { place: 'economy', href: '/economy', key: 'nav.economy' },
      { place: 'economy', href: '/economy/what-if', key: 'nav.what-if' },
      { place: 'economy', href: '/economy/years', key: 'nav.years' },
      { place: 'economy', href: '/economy/funders', key: 'nav.funders' },
      { place: 'settings', href: '/settings', key: 'nav.settings' },
    ],
  },
  {
    key: 'nav.mine',
    pages: [
      { place: 'my-month', href: '/me', key: 'nav.my-month' },
      { place: 'my-access', href: '/me/access', key: 'nav.my-access' },
      { place: 'my-organisation', href: '/organisation', key: 'nav.my-organisation' },
    ],
  },
]

/** So few stand side by side; more go into a menu for each group: two taps to anywhere. */
const FLAT_MAX = 5

export type Navigation = { flat: PageLink[] } | { groups: PageGroup[] }

export function navigationOf(places: readonly Place[]): Navigation {
  const groups = GROUPS.map(({ key, pages }) => ({ key, pages: pages.filter(({ place }) => places.includes(place)) }))
  const all = groups.flatMap(({ pages }) => pages)
  return all.length <= FLAT_MAX ? { flat: all } : { groups: groups.filter(({ pages }) => pages.length > 0) }
}

/** What the way to a page is called; null where it is none of these. */
export function keyOf(path: string): BaseKey | null {
  const here = hereOf(path)
  return GROUPS.flatMap(({ pages }) => pages).find(({ href }) => href === here)?.key ?? null
}

/** A machine belongs to the wall, a month's queue to settling; else the page whose address is the longest beginning of this one. */
export function hereOf(path: string): string {
  if (path.startsWith('/machines/')) return '/'
  if (path.endsWith('/settle')) return '/settle'
  const hrefs = GROUPS.flatMap(({ pages }) => pages.map(({ href }) => href))
  const leading = hrefs.filter(href => `${path}/`.startsWith(href === '/' ? '//' : `${href}/`))
  return leading.reduce((longest, href) => (href.length > longest.length ? href : longest), '')
}
