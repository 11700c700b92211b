/**
 * Who may call what: the one source of every right over HTTP. The auth plugin refuses to start with a route under /api/v1 that
 * is not in here; the tests call each route with each role and with none; `docs/roles.md` is written from it.
 */
import type { Role } from '#server/contract/api.ts'

/** `anyone` needs no sign-in. */
export type Right = 'anyone' | readonly Role[]

const everyone: readonly Role[] = ['manager', 'animateur', 'treasurer', 'member', 'kiosk']
/** Whoever has an account: an organisation's sees what it pays, and nothing of the floor. */
const signedIn: readonly Role[] = [...everyone, 'organisation']
const organisation: readonly Role[] = ['organisation']
const people: readonly Role[] = ['manager', 'animateur', 'treasurer', 'member']
const accounts: readonly Role[] = [...people, 'organisation']
const staff: readonly Role[] = ['manager', 'animateur', 'treasurer']
const floor: readonly Role[] = ['manager', 'animateur']
const money: readonly Role[] = ['manager', 'treasurer']
const manager: readonly Role[] = ['manager']

export const ROUTE_RIGHTS = {
  'POST /api/v1/login': 'anyone',
  'GET /api/v1/setup': 'anyone',
  'POST /api/v1/setup': 'anyone',
  'POST /api/v1/logout': signedIn,
  'GET /api/v1/me': signedIn,
  'GET /api/v1/me/sessions': people,
  'GET /api/v1/me/month': people,
  'GET /api/v1/me/organisation': organisation,
  'POST /api/v1/me/sessions/:id/contest': people,
  'GET /api/v1/me/declared': people,
  'POST /api/v1/me/declared/:id/confirm': people,

  'GET /api/v1/machines': everyone,
  'GET /api/v1/machines/:id': everyone,
  'GET /api/v1/machines/:id/power': everyone,
  'GET /api/v1/machines/:id/timeline': everyone,
  'POST /api/v1/machines/:id/lockout': floor,
  'POST /api/v1/machines/:id/release': floor,
  'GET /api/v1/learning': floor,
  'GET /api/v1/profiles': floor,
  'GET /api/v1/machines/:id/learning': floor,
  'POST /api/v1/machines/:id/learning/marks': floor,
  'POST /api/v1/machines/:id/learning/judge': floor,
  'POST /api/v1/machines/:id/learning/adopt': manager,
  'POST /api/v1/machines/:id/learning/replay': manager,
  'GET /api/v1/stations': floor,
  'POST /api/v1/stations/:id/token': manager,
  'GET /api/v1/faults': people,
  'POST /api/v1/faults/:id/acknowledge': floor,
  'POST /api/v1/faults/:id/resolve': floor,
  'GET /api/v1/alerts': floor,

  'GET /api/v1/members': staff,
  'GET /api/v1/members/:id': staff,
  'POST /api/v1/members': staff,
  'PUT /api/v1/members/:id': staff,
  'PUT /api/v1/members/:id/contact': money,
  'DELETE /api/v1/members/:id': manager,
  'POST /api/v1/members/import': manager,
  'GET /api/v1/organisations': money,
  'PUT /api/v1/organisations/:id': money,
  'GET /api/v1/badges': floor,
  'GET /api/v1/badges/unknown': floor,
  'POST /api/v1/badges': floor,
  'POST /api/v1/badges/day-pass': floor,
  'POST /api/v1/badges/:id/block': floor,
  'GET /api/v1/qualifications': floor,
  'GET /api/v1/qualifications/expiring': floor,
  'POST /api/v1/qualifications/grant': floor,
  'POST /api/v1/qualifications/revoke': floor,
  'GET /api/v1/reservations': people,
  'POST /api/v1/reservations': people,
  'DELETE /api/v1/reservations/:id': people,
  'GET /api/v1/events': people,
  'PUT /api/v1/events/:id': floor,
  'DELETE /api/v1/events/:id': floor,
  'GET /api/v1/closures': everyone,
  'PUT /api/v1/closures/:id': floor,
  'DELETE /api/v1/closures/:id': floor,
  'GET /api/v1/care': floor,
  'POST /api/v1/machines/:id/care': floor,
  'GET /api/v1/me/access': people,
  'GET /api/v1/me/refusals': people,

  'GET /api/v1/sessions': people,
  'GET /api/v1/sessions/:id': people,
  'GET /api/v1/sessions/:id/evidence': people,
  'POST /api/v1/sessions/:id/end': floor,
  'GET /api/v1/utilisation': staff,

  'GET /api/v1/tariffs': money,
  'POST /api/v1/tariffs': money,
  'POST /api/v1/tariffs/:id/end': money,
  'GET /api/v1/pools': money,
  'POST /api/v1/pools': money,
  'POST /api/v1/pools/:id/end': money,
  'GET /api/v1/issuers': money,
  'GET /api/v1/purchases': money,
  'POST /api/v1/purchases': money,
  'GET /api/v1/assets': money,
  'POST /api/v1/assets': money,
  'GET /api/v1/loans': money,
  'POST /api/v1/loans': money,
  'GET /api/v1/balances': money,
  'POST /api/v1/balances': money,
  'GET /api/v1/packs': staff,
  'POST /api/v1/packs': money,
  'GET /api/v1/pack-sales': staff,
  'POST /api/v1/pack-sales': staff,
  'GET /api/v1/consumables': staff,
  'POST /api/v1/consumables': money,
  'GET /api/v1/consumable-counts': staff,
  'POST /api/v1/consumable-counts': staff,
  'GET /api/v1/orders': staff,
  'POST /api/v1/orders': staff,
  'POST /api/v1/orders/:id/deliver': staff,
  'GET /api/v1/order-steps': staff,
  'POST /api/v1/order-steps': staff,
  'POST /api/v1/order-steps/:id/back': staff,
  'GET /api/v1/reports/orders': staff,
  'GET /api/v1/periods/:period/overview': money,
  'POST /api/v1/what-if': money,
  'GET /api/v1/years/:year/settlement': money,
  'GET /api/v1/reports/funders': money,
  'GET /api/v1/reports/machines': staff,
  'GET /api/v1/trial': money,
  'POST /api/v1/trial': money,
  'GET /api/v1/periods/:period/preview': money,
  'GET /api/v1/periods': money,
  'GET /api/v1/periods/:period': money,
  'GET /api/v1/periods/:period/settle': staff,
  'POST /api/v1/periods/:period/settle': staff,
  'POST /api/v1/periods/:period/contests/:n/answer': staff,
  'POST /api/v1/periods/:period/close': money,
  'GET /api/v1/periods/:period/statements': money,
  'GET /api/v1/periods/:period/statements/:member': people,
  'GET /api/v1/periods/:period/statements/:member/proof': people,
  'POST /api/v1/sessions/declare': staff,

  'GET /api/v1/invoices': money,
  'GET /api/v1/invoices/months': money,
  'GET /api/v1/invoices/drafts/:period': money,
  'POST /api/v1/invoices/issue': money,
  'GET /api/v1/invoices/:id': accounts,
  'GET /api/v1/invoices/:id/pdf': accounts,
  'GET /api/v1/invoices/:id/xml': accounts,
  'GET /api/v1/invoices/:id/proof': accounts,
  'POST /api/v1/invoices/:id/credit': money,
  'GET /api/v1/me/invoices': accounts,

  'GET /api/v1/accounts': money,
  'GET /api/v1/accounts/:kind/:id': money,
  'POST /api/v1/accounts/:kind/:id/allocate': money,

  'GET /api/v1/audit': manager,
  'GET /api/v1/tokens': accounts,
  'POST /api/v1/tokens': accounts,
  'DELETE /api/v1/tokens/:id': accounts,
} as const satisfies Record<string, Right>

export type RouteName = keyof typeof ROUTE_RIGHTS

export const rightOf = (method: string, url: string): Right | undefined =>
  (ROUTE_RIGHTS as Record<string, Right>)[`${method === 'HEAD' ? 'GET' : method} ${url}`]
