/** Who is reading, and what their role shows them. */
import { signal } from '@preact/signals'
import type { Me, Role } from '#server/contract/api.ts'

/** undefined: not asked yet; null: signed out */
export const me = signal<Me | null | undefined>(undefined)

export type Place =
  | 'wall'
  | 'machine'
  | 'statements'
  | 'settle'
  | 'my-month'
  | 'my-access'
  | 'morning'
  | 'people'
  | 'organisations'
  | 'bookings'
  | 'closures'
  | 'events'
  | 'orders'
  | 'sales'
  | 'care'
  | 'learn'
  | 'use'
  | 'pair'
  | 'screens'
  | 'economy'
  | 'invoices'
  | 'settings'
  | 'accounts'
  | 'my-organisation'
const MINE: readonly Place[] = ['my-month', 'my-access']
const FLOOR: readonly Place[] = [
  'morning',
  'people',
  'bookings',
  'events',
  'closures',
  'care',
  'learn',
  'use',
  'settle',
  'orders',
  'sales',
  'screens',
]
const MONEY: readonly Place[] = [
  'care',
  'use',
  'statements',
  'invoices',
  'settings',
  'economy',
  'settle',
  'orders',
  'sales',
  'people',
  'organisations',
]
const PLACES: Record<Role, readonly Place[]> = {
  manager: ['wall', 'machine', 'pair', 'accounts', ...FLOOR, ...MONEY],
  animateur: ['wall', 'machine', ...FLOOR],
  treasurer: ['wall', 'machine', 'bookings', 'events', 'closures', ...MONEY],
  member: ['wall', 'machine', 'bookings', ...MINE],
  kiosk: ['wall'],
  organisation: ['my-organisation'],
}

export const mayGo = (role: Role, place: Place): boolean => PLACES[role].includes(place)
/** Someone who is a member besides running the floor has a month of their own too. */
export const placesOf = (reader: Me): readonly Place[] =>
  reader.member !== null && reader.role !== 'kiosk' && !mayGo(reader.role, 'my-month')
    ? [...PLACES[reader.role], ...MINE]
    : PLACES[reader.role]

export const timezone = (): string => me.value?.atelier.timezone ?? 'Europe/Paris'
