/**
 * What each role may see, for HTTP and for the live feed alike (contract §4: "what a role may not see is not sent to it").
 * `docs/roles.md` is written from this file and from `server/http/roles.ts`; a test holds them together.
 */
import type { Role } from './api.ts'
import type { ServerToClient } from './live.ts'

/** Who is looking. `member` is the member this account belongs to, if any. */
export type Viewer = { role: Role; member: string | null }

/**
 * Where people appear. On the *board* (machines, live) they stay unnamed to all but those who run the floor; in the *books*
 * (sessions, members, statements) the treasurer needs them as well (design, rule 10). The *wall* is what a machine does now, in an
 * atelier that has said that everybody there may read who is at it.
 */
export type Place = 'board' | 'wall' | 'books'

const RUN_THE_FLOOR: readonly Role[] = ['manager', 'animateur']
const NAMED: Record<Place, readonly Role[]> = {
  board: RUN_THE_FLOOR,
  wall: RUN_THE_FLOOR,
  books: [...RUN_THE_FLOOR, 'treasurer'],
}
/** Whoever looks at machines at all. */
const NAMED_ON_WALL: readonly Role[] = [...RUN_THE_FLOOR, 'treasurer', 'member', 'kiosk']

export const seesPeople = (viewer: Viewer, place: Place): boolean => NAMED[place].includes(viewer.role)

/** One's own sessions are always one's own. */
export const seesMember = (viewer: Viewer, place: Place, member: string): boolean =>
  seesPeople(viewer, place) || viewer.member === member

/** The name and nothing more: neither whose id it is nor what order they work for. */
export const seesName = (viewer: Viewer, place: Place): boolean =>
  place === 'wall' && NAMED_ON_WALL.includes(viewer.role)

/** A statement is money: the animateur runs the day and sees none; a member sees her own. */
export const seesStatement = (viewer: Viewer, member: string): boolean =>
  viewer.role === 'manager' || viewer.role === 'treasurer' || viewer.member === member

/** Postal and electronic addresses: who writes to people, and nobody else. */
export const seesAddresses = (viewer: Viewer): boolean => viewer.role === 'manager' || viewer.role === 'treasurer'

/** `own`: only what concerns one's own sessions; `unnamed`: without persons; `full`: as the floor's staff sees it. */
export type LiveRight = 'full' | 'unnamed' | 'own' | 'none'

export const LIVE_RIGHTS: Record<keyof ServerToClient, Record<Role, LiveRight>> = {
  plan: {
    manager: 'full',
    animateur: 'full',
    treasurer: 'full',
    member: 'full',
    kiosk: 'full',
    organisation: 'none',
  },
  snapshot: {
    manager: 'full',
    animateur: 'full',
    treasurer: 'unnamed',
    member: 'unnamed',
    kiosk: 'unnamed',
    organisation: 'none',
  },
  machine: {
    manager: 'full',
    animateur: 'full',
    treasurer: 'unnamed',
    member: 'unnamed',
    kiosk: 'unnamed',
    organisation: 'none',
  },
  machines: {
    manager: 'full',
    animateur: 'full',
    treasurer: 'unnamed',
    member: 'unnamed',
    kiosk: 'unnamed',
    organisation: 'none',
  },
  session: {
    manager: 'full',
    animateur: 'full',
    treasurer: 'unnamed',
    member: 'own',
    kiosk: 'unnamed',
    organisation: 'none',
  },
  fault: {
    manager: 'full',
    animateur: 'full',
    treasurer: 'unnamed',
    member: 'unnamed',
    kiosk: 'unnamed',
    organisation: 'none',
  },
  alert: { manager: 'full', animateur: 'full', treasurer: 'none', member: 'none', kiosk: 'none', organisation: 'none' },
}
