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
  | 'people'
  | 'organisations'
  | 'bookings'
  | 'care'
  | 'learn'
  | 'economy'
const PLACES: Record<Role, readonly Place[]> = {
  manager: [
    'wall',
    'machine',
    'statements',
    'economy',
    'settle',
    'people',
    'organisations',
    'bookings',
    'care',
    'learn',
  ],
  animateur: ['wall', 'machine', 'settle', 'people', 'bookings', 'care', 'learn'],
  treasurer: ['wall', 'machine', 'statements', 'economy', 'settle', 'people', 'organisations', 'bookings'],
  member: ['wall', 'my-month', 'bookings'],
  kiosk: ['wall'],
  organisation: [],
}

export const mayGo = (role: Role, place: Place): boolean => PLACES[role].includes(place)
/** Someone who is a member besides running the floor has a month of their own too. */
export const placesOf = (reader: Me): readonly Place[] =>
  reader.member !== null && reader.role !== 'kiosk' && !mayGo(reader.role, 'my-month')
    ? [...PLACES[reader.role], 'my-month']
    : PLACES[reader.role]

export const timezone = (): string => me.value?.atelier.timezone ?? 'Europe/Paris'
