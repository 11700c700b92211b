/** Every route of contract §4, with every role and with none, from the very table that grants the rights. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Role } from '#server/contract/api.ts'
import { NO_WISH } from '#server/domain/notices/types.ts'
import { ROUTE_RIGHTS, type RouteName } from '#server/http/roles.ts'
import { rolesDocument } from '#server/http/roles-document.ts'
import { BADGE, CLOSED_SESSION, NOW_MS, OPEN_SESSION, OTHERS_SESSION } from '#test/support/fake-ports.ts'
import { emailOf, type HttpServer, PASSWORD, startHttp } from '#test/support/http-server.ts'

const LEVELS = {
  ...{ idle_mA: 90, run_mA: 1_000, run_on_mA: 600, run_off_mA: 500, min_on_ms: 0, hold_ms: 3_000, standby_mA: null },
}

/** What makes each route answer well: values of its parameters, a body, and the status of success. */
const CALLS: Partial<
  Record<
    RouteName,
    {
      path?: string
      body?: unknown
      status?: number
      /** where another role is answered otherwise: not refused, but told that nothing of the kind exists */
      others?: Partial<Record<Role, number>>
      undo?: (server: HttpServer) => unknown
    }
  >
> = {
  'POST /api/v1/logout': { status: 204 },
  'PUT /api/v1/orders/:id': { path: '/api/v1/orders/none', body: { name: 'x' }, status: 404 },
  // Somebody is at it, and it is in use: it is the right that is tried here.
  'POST /api/v1/machines/:id/retire': { path: '/api/v1/machines/juki-1/retire', body: {}, status: 409 },
  'POST /api/v1/machines/:id/return': { path: '/api/v1/machines/juki-1/return', body: {}, status: 409 },
  // Nothing hangs there, and a picture is sent as it is and not as JSON: it is the right that is tried here.
  'GET /api/v1/plan/picture': { status: 404 },
  'POST /api/v1/plan/picture': { body: {}, status: 415 },
  'PUT /api/v1/plan/picture': { body: { x: 0, y: 0, width: 100, depth: 100 }, status: 404 },
  'DELETE /api/v1/plan/picture': { status: 404 },
  'PUT /api/v1/wall': { body: { names: false } },
  'PUT /api/v1/me/wall': { body: { named: true } },
  // Nobody has these ids: what is tried is the right to ask.
  'PUT /api/v1/users/:id': { path: '/api/v1/users/nobodyAtAll', body: { blocked: true }, status: 404 },
  'POST /api/v1/users/:id/password': { path: '/api/v1/users/nobodyAtAll/password', body: {}, status: 404 },
  'POST /api/v1/users/:id/invite': { path: '/api/v1/users/nobodyAtAll/invite', body: {}, status: 404 },
  'POST /api/v1/invitations/accept': { body: { token: 'x', password: 'toile-et-fil' }, status: 410 },
  'POST /api/v1/users': { body: { email: 'nina@example.org', name: 'Nina', role: 'animateur' }, status: 201 },
  // The right is tried with a wrong old password, so that the others can still sign in
  'POST /api/v1/me/password': { body: { old: 'faux', new: 'une-autre-toile-de-lin' }, status: 422 },
  'GET /api/v1/sessions/:id': { path: `/api/v1/sessions/${CLOSED_SESSION}` },
  'GET /api/v1/sessions/:id/evidence': { path: `/api/v1/sessions/${CLOSED_SESSION}/evidence` },
  'POST /api/v1/sessions/:id/end': {
    path: `/api/v1/sessions/${OPEN_SESSION}/end`,
    undo: ({ ports }) => {
      for (const row of ports.sessions.filter(one => one.id === OPEN_SESSION)) {
        Object.assign(row, { end_at_ms: null, end_reason: null })
      }
    },
  },
  'GET /api/v1/periods/:period/preview': { path: '/api/v1/periods/2026-10/preview' },
  'GET /api/v1/periods/:period': { path: '/api/v1/periods/2026-11' },
  'GET /api/v1/periods/:period/settle': { path: '/api/v1/periods/2026-11/settle' },
  'POST /api/v1/periods/:period/settle': {
    path: '/api/v1/periods/2026-11/settle',
    body: { items: [OTHERS_SESSION], decision: { kind: 'waive' }, reason: 'essai' },
  },
  // The month is not over: it is the right to close that is tried, and the refusal is the books' own.
  'POST /api/v1/periods/:period/close': { path: '/api/v1/periods/2026-11/close', body: {}, status: 409 },
  'POST /api/v1/periods/:period/contests/:n/answer': {
    path: '/api/v1/periods/2026-11/contests/1/answer',
    body: { accepted: false, reason: 'non' },
    status: 404,
  },
  'GET /api/v1/periods/:period/statements': { path: '/api/v1/periods/2026-11/statements' },
  'GET /api/v1/periods/:period/statements/:member': {
    path: '/api/v1/periods/2026-11/statements/awa',
    others: { animateur: 404 },
  },
  'GET /api/v1/periods/:period/statements/:member/pdf': {
    path: '/api/v1/periods/2026-11/statements/awa/pdf',
    others: { animateur: 404 },
  },
  'GET /api/v1/periods/:period/statements/:member/proof': {
    path: '/api/v1/periods/2026-11/statements/awa/proof',
    status: 409,
    others: { animateur: 404 },
  },
  'POST /api/v1/me/sessions/:id/contest': {
    path: `/api/v1/me/sessions/${CLOSED_SESSION}/contest`,
    body: { reason: 'pas moi' },
    status: 404,
    others: { member: 201 },
    undo: ({ ports }) => ports.booked.splice(0),
  },
  // Only whose badge it is may say that it is lost: for the others it does not exist here.
  'POST /api/v1/me/badges/:id/block': {
    path: `/api/v1/me/badges/${BADGE}/block`,
    status: 404,
    others: { member: 200 },
  },
  'POST /api/v1/me/declared/:id/confirm': {
    path: `/api/v1/me/declared/${CLOSED_SESSION}/confirm`,
    body: { confirmed: true },
    status: 404,
  },
  // Nothing was issued: what is tried is the right to ask, and the answer is the desk's own.
  'GET /api/v1/accounts/:kind/:id': { path: '/api/v1/accounts/member/awa' },
  'POST /api/v1/accounts/:kind/:id/write-off': {
    ...{ path: '/api/v1/accounts/member/awa/write-off', body: { issuer: 'fabrique', item: 'A-1' }, status: 409 },
  },
  'POST /api/v1/accounts/:kind/:id/allocate': {
    ...{ path: '/api/v1/accounts/member/awa/allocate', body: { issuer: 'fabrique', from: 'A-1' }, status: 409 },
  },
  'GET /api/v1/exports/fec': { path: '/api/v1/exports/fec?issuer=fabrique&span=2026-10', status: 409 },
  'GET /api/v1/exports/csv': { path: '/api/v1/exports/csv?issuer=fabrique&span=2026' },
  'GET /api/v1/vat/:period': { path: '/api/v1/vat/2026-10?issuer=fabrique' },
  'POST /api/v1/vat/:period/declare': { path: '/api/v1/vat/2026-09/declare', body: { issuer: 'fabrique' } },
  'GET /api/v1/years/:year/books': { path: '/api/v1/years/2026/books?issuer=fabrique' },
  'POST /api/v1/years/:year/close': { path: '/api/v1/years/2029/close', body: { issuer: 'fabrique' }, status: 409 },
  'POST /api/v1/mails': { body: { period: '2026-10' }, status: 409 },
  'POST /api/v1/mails/:id/retry': { path: '/api/v1/mails/1/retry', body: {}, status: 409 },
  'POST /api/v1/mails/:id/bounce': { path: '/api/v1/mails/1/bounce', body: { reason: '550' }, status: 409 },
  'PUT /api/v1/mandates': {
    body: { issuer: 'fabrique', payer: { kind: 'member', id: 'awa' }, reference: 'GO-1', signed: '2026-01-15' },
    status: 409,
  },
  'POST /api/v1/payments': {
    body: {
      ...{ issuer: 'fabrique', payer: { kind: 'member', id: 'awa' }, date: '2026-01-02', method: 'cash' },
      amount_cents: 100,
    },
    status: 201,
  },
  'POST /api/v1/payments/:id/reject': {
    ...{
      path: '/api/v1/payments/p-aaaaaaaaaaaaaaaaaaaaaaaa/reject',
      body: { date: '2026-01-02', reason: 'CHQ' },
      status: 404,
    },
  },
  'POST /api/v1/documents/:number/dispute': {
    ...{ path: '/api/v1/documents/F-1/dispute', body: { disputed: true, reason: 'heures' }, status: 404 },
  },
  'POST /api/v1/bank-lines/import': { path: '/api/v1/bank-lines/import?issuer=fabrique', body: {}, status: 415 },
  'POST /api/v1/bank-lines/:id/confirm': {
    path: '/api/v1/bank-lines/l-aaaaaaaaaaaaaaaaaaaaaaaa/confirm',
    body: {},
    status: 404,
  },
  'POST /api/v1/bank-lines/:id/aside': {
    ...{ path: '/api/v1/bank-lines/l-aaaaaaaaaaaaaaaaaaaaaaaa/aside', body: { why: 'loyer' }, status: 404 },
  },
  'GET /api/v1/bank-runs/plan': { path: '/api/v1/bank-runs/plan?issuer=fabrique&kind=debit' },
  'POST /api/v1/bank-runs': { body: { issuer: 'fabrique', kind: 'debit', items: ['F-1'] }, status: 409 },
  'POST /api/v1/bank-runs/:run/cancel': {
    ...{ path: '/api/v1/bank-runs/PRLV-1/cancel', body: { issuer: 'fabrique' }, status: 404 },
  },
  'POST /api/v1/bank-runs/drop': { body: { issuer: 'fabrique', document: 'F-1', reason: 'AM04' }, status: 409 },
  'GET /api/v1/exports/sepa': { path: '/api/v1/exports/sepa?issuer=fabrique&run=PRLV-1', status: 404 },
  'POST /api/v1/reminders': {
    body: { issuer: 'fabrique', payer: { kind: 'member', id: 'awa' }, step: 'friendly' },
    status: 409,
  },
  'POST /api/v1/sessions/declare': {
    body: {
      ...{ machine: 'juki-1', member: 'awa', start: '2026-11-02T08:00:00Z', end: '2026-11-02T09:00:00Z' },
      reason: 'boîtier débranché',
    },
    status: 201,
    undo: ({ ports }) => ports.booked.splice(0),
  },
  'PUT /api/v1/plan': { body: { room: { width_cm: 1_200, depth_cm: 800 } } },
  'PUT /api/v1/plan/places': { body: { places: { 'juki-1': { x: 10, y: 20 } } } },
  'GET /api/v1/machines/:id/label': { path: '/api/v1/machines/juki-1/label' },
  'POST /api/v1/machines/:id/report': { path: '/api/v1/machines/juki-1/report', body: { what: 'le fil casse' } },
  'POST /api/v1/machines/:id/lockout': {
    body: { why: 'courroie' },
    undo: ({ ports }) => ports.directory.locks.clear(),
  },
  'POST /api/v1/machines/:id/learning/marks': { body: { phase: 'idle', begins: true }, status: 201 },
  'POST /api/v1/machines/:id/learning/judge': { body: LEVELS },
  'POST /api/v1/machines/:id/learning/adopt': { body: LEVELS },
  'PUT /api/v1/machines/:id/learning/levels': { body: { levels: LEVELS, why: 'pince changée' } },
  'POST /api/v1/machines/:id/learning/replay': {
    body: { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z', levels: LEVELS },
  },
  'POST /api/v1/machines/:id/release': {},
  'POST /api/v1/stations/:id/token': { path: '/api/v1/stations/poste-1/token', status: 201 },
  'POST /api/v1/badges/:id/block': { path: `/api/v1/badges/${BADGE}/block` },
  'POST /api/v1/faults/:id/acknowledge': {
    path: '/api/v1/faults/1/acknowledge',
    undo: forgetWorks,
  },
  'POST /api/v1/faults/:id/resolve': {
    path: '/api/v1/faults/1/resolve',
    body: { resolution: 'fil changé' },
    undo: forgetWorks,
  },
  'POST /api/v1/faults/:id/assign': { path: '/api/v1/faults/1/assign', body: { to: null }, undo: forgetWorks },
  'POST /api/v1/works/:id/take': {
    path: '/api/v1/works/panne-1-thread/take',
    body: { label: 'Courroie', document: 'F-77' },
    status: 201,
    undo: forgetWorks,
  },
  'POST /api/v1/works/:id/decline': { path: '/api/v1/works/panne-1-thread/decline', status: 204, undo: forgetWorks },
  'PUT /api/v1/me/notices': { body: NO_WISH },
  'POST /api/v1/me/teaching': { body: { qualification: 'lockstitch', teaches: false } },
  'POST /api/v1/tariffs': {
    body: { id: 'neuf', valid_from: '2027-01-01', cents_per_hour: 300 },
    status: 201,
    undo: ({ ports }) => ports.directory.tariffs.delete('neuf'),
  },
  'POST /api/v1/tariffs/:id/end': { path: '/api/v1/tariffs/base/end', body: { valid_until: '2026-12-31' } },
  'POST /api/v1/pools': {
    body: { id: 'eau', name: 'Eau', amount_cents: 4_000, valid_from: '2026-12' },
    status: 201,
    undo: ({ ports }) => ports.directory.pools.delete('eau'),
  },
  'POST /api/v1/pools/:id/end': { path: '/api/v1/pools/rent/end', body: { valid_until: '2026-12' } },
  'POST /api/v1/purchases': {
    body: { pool: 'rent', date: '2026-11-03', amount_cents: 9_950, document: 'F-204', label: 'Serrure' },
    status: 201,
  },
  // There is one issuer here: it is the right to lend that is tried, and the refusal is the money's own.
  'POST /api/v1/loans': {
    body: {
      ...{ machine: 'juki-1', lender: 'fabrique', borrower: 'fabrique', borrower_pool: 'rent' },
      ...{ valid_from: '2026-11-01', cents_per_hour: 300 },
    },
    status: 422,
  },
  'POST /api/v1/balances': {
    body: { payer: { kind: 'member', id: 'awa' }, date: '2026-11-01', amount_cents: 1_250 },
    status: 201,
  },
  'POST /api/v1/assets': {
    body: { pool: 'rent', name: 'Surjeteuse', amount_cents: 240_000, from: '2026-11', months: 60 },
    status: 201,
  },
  'POST /api/v1/packs': { body: { name: '5 h', time_ms: 18_000_000, price_cents: 5_000 }, status: 201 },
  'POST /api/v1/pack-sales': {
    body: { pack: 'dix-heures', holder: { kind: 'member', id: 'awa' }, date: '2026-11-03' },
    status: 201,
  },
  'POST /api/v1/consumables': { body: { name: 'Fil', unit: 'bobine', cents_per_unit: 320 }, status: 201 },
  'POST /api/v1/consumable-counts': {
    body: { consumable: 'vinyle', holder: { kind: 'member', id: 'awa' }, date: '2026-11-03', thousandths: 1_250 },
    status: 201,
  },
  'POST /api/v1/orders/:id/deliver': {
    path: '/api/v1/orders/blouses/deliver',
    body: { date: '2026-11-20' },
  },
  'POST /api/v1/order-steps': {
    body: { order: 'blouses', name: 'Broderie', sent: '2026-11-10' },
    status: 201,
  },
  'POST /api/v1/order-steps/:id/back': {
    path: '/api/v1/order-steps/broderie/back',
    body: { date: '2026-11-18' },
  },
  'POST /api/v1/orders': { body: { name: 'Blouses du lycée' }, status: 201 },
  'GET /api/v1/periods/:period/overview': { path: '/api/v1/periods/2026-10/overview' },
  'POST /api/v1/what-if': { body: { from: '2026-10', changes: { billing: { fabrique: 'tariff' } } } },
  'GET /api/v1/years/:year/settlement': { path: '/api/v1/years/2026/settlement' },
  'GET /api/v1/reports/funders': { path: '/api/v1/reports/funders?from=2026-10&to=2026-11' },
  'GET /api/v1/reports/machines': {},
  'PUT /api/v1/settings/issuers/:id': {
    path: '/api/v1/settings/issuers/fabrique',
    body: { legal_form: 'SCIC' },
  },
  'GET /api/v1/settings/issuers/:id/logo': { path: '/api/v1/settings/issuers/fabrique/logo' },
  // A picture is sent as it is and not as JSON: it is the right that is tried here.
  'POST /api/v1/settings/issuers/:id/logo': {
    path: '/api/v1/settings/issuers/fabrique/logo',
    body: {},
    status: 415,
  },
  'DELETE /api/v1/settings/issuers/:id/logo': { path: '/api/v1/settings/issuers/fabrique/logo', status: 200 },
  'PUT /api/v1/settings/site': { body: { contest_days: 20 } },
  'GET /api/v1/periods/:period/changes': { path: '/api/v1/periods/2026-10/changes' },
  'POST /api/v1/periods/:period/seen': { path: '/api/v1/periods/2026-10/seen' },
  'GET /api/v1/jobs/:id': { path: '/api/v1/jobs/6f1a4a3e-5d0b-4f0e-9c37-1f0d5f8a2b11' },
  'POST /api/v1/trial': { body: { until: '2026-10' } },
  'PUT /api/v1/charter': {
    body: { text: 'Je range.' },
    undo: ({ ports }) => ports.directory.charters.clear(),
  },
  'GET /api/v1/members/:id/charter': { path: '/api/v1/members/awa/charter' },
  // No text was given: it is the right to have it signed that is tried.
  'POST /api/v1/members/:id/charter': {
    path: '/api/v1/members/awa/charter',
    body: { charter: 'v1', name: 'Awa' },
    status: 409,
  },
  'GET /api/v1/members/:id': { path: '/api/v1/members/awa' },
  'POST /api/v1/members': { body: { name: 'Nina' }, status: 201 },
  'PUT /api/v1/members/:id': { path: '/api/v1/members/awa', body: { language: 'fr' } },
  'PUT /api/v1/members/:id/contact': { path: '/api/v1/members/awa/contact', body: { city: 'Paris' } },
  'GET /api/v1/members/:id/erasure': { path: '/api/v1/members/awa/erasure' },
  'DELETE /api/v1/members/:id': { path: '/api/v1/members/passant' },
  // A list is sent as it is and not as JSON: it is the right that is tried here.
  'POST /api/v1/members/import': { body: {}, status: 415 },
  'PUT /api/v1/machines/:id': { path: '/api/v1/machines/juki-1', body: { takeover: 'when-idle' } },
  'PUT /api/v1/categories/:id': { path: '/api/v1/categories/nouvelle', body: { name: 'Nouvelle' } },
  'PUT /api/v1/organisations/:id': { path: '/api/v1/organisations/atelier-sud', body: { legal_form: 'EURL' } },
  'POST /api/v1/badges': { body: { badge: 'cd'.repeat(32), member: 'awa' }, status: 201 },
  'POST /api/v1/badges/day-pass': {
    body: { badge: 'ef'.repeat(32), name: 'Visite', acknowledged: true },
    status: 201,
    undo: ({ ports }) => ports.directory.badges.delete('ef'.repeat(32)),
  },
  'POST /api/v1/qualifications/grant': { body: { member: 'awa', qualification: 'lockstitch' } },
  'POST /api/v1/qualifications/revoke': { body: { member: 'awa', qualification: 'lockstitch', why: 'essai' } },
  'POST /api/v1/reservations': {
    body: { machine: 'juki-1', from: '2026-11-23T08:00:00Z', until: '2026-11-23T09:00:00Z' },
    status: 201,
    undo: ({ ports }) => ports.directory.reservations.clear(),
  },
  // The treasurer keeps the books and does not see who booked what: another's is not there for her.
  'DELETE /api/v1/reservations/:id': { path: '/api/v1/reservations/r1', others: { treasurer: 404 } },
  'PUT /api/v1/events/:id': {
    path: '/api/v1/events/cours',
    body: {
      ...{ kind: 'training', name: 'Piqueuse', machines: ['juki-1'], leader: 'awa' },
      ...{ from: '2026-11-24T08:00:00Z', until: '2026-11-24T09:00:00Z' },
    },
  },
  'DELETE /api/v1/events/:id': { path: '/api/v1/events/passe' },
  'PUT /api/v1/closures/:id': {
    path: '/api/v1/closures/noel',
    body: { from: '2026-12-24T12:00:00Z', until: '2026-12-26T00:00:00Z' },
  },
  'DELETE /api/v1/closures/:id': { path: '/api/v1/closures/pont' },
  'POST /api/v1/machines/:id/care': { body: { task: 'huile' } },
  'GET /api/v1/invoices/drafts/:period': { path: '/api/v1/invoices/drafts/2026-11', status: 409 },
  'POST /api/v1/invoices/issue': { body: { period: '2026-11' }, status: 409 },
  'GET /api/v1/invoices/:id': { path: '/api/v1/invoices/FAB-2026-0001', status: 404 },
  'GET /api/v1/invoices/:id/pdf': { path: '/api/v1/invoices/FAB-2026-0001/pdf', status: 404 },
  'GET /api/v1/invoices/:id/xml': { path: '/api/v1/invoices/FAB-2026-0001/xml', status: 404 },
  'GET /api/v1/invoices/:id/proof': { path: '/api/v1/invoices/FAB-2026-0001/proof', status: 404 },
  'POST /api/v1/invoices/:id/credit': { path: '/api/v1/invoices/FAB-2026-0001/credit', body: {}, status: 404 },
  'POST /api/v1/tokens': { body: { name: 'script' }, status: 201 },
}

function forgetWorks({ ports }: HttpServer): void {
  ports.directory.repairs.clear()
  ports.directory.purchases.clear()
}

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const pathOf = (name: RouteName): { method: string; path: string } => {
  const [method = '', pattern = ''] = name.split(' ')
  return { method, path: CALLS[name]?.path ?? pattern.replace(':id', 'juki-1') }
}

/** Signing out and revoking would take the shared session or a missing token: they bring their own. */
async function callAs(role: Role, name: RouteName): Promise<Response> {
  const { method, path } = pathOf(name)
  const cookie = await server.cookieOf(role)
  if (name === 'POST /api/v1/logout') {
    const own = await server.auth.signIn({ email: emailOf(role), password: PASSWORD, ip: '', agent: '' })
    if (own.kind !== 'signed-in') throw new Error('could not sign in')
    return server.call(method, path, { cookie: own.cookies.map(value => value.split(';', 1)[0]).join('; ') })
  }
  if (name === 'DELETE /api/v1/tokens/:id') {
    const created_by = (await server.auth.session({ cookie }))?.user.id ?? ''
    const { row } = server.auth.createToken({ name: 'passing', role, member: null, created_by, expires_at_ms: null })
    return server.call(method, path.replace('juki-1', row.id), { cookie })
  }
  if (name === 'POST /api/v1/machines/:id/release') {
    server.ports.directory.locks.set('juki-1', { machine: 'juki-1', by: 'bilal', why: 'x', since_at_ms: 0 })
  }
  putWhatIsTakenAway(name)
  const answer = await server.as(role, method, path, CALLS[name]?.body)
  CALLS[name]?.undo?.(server)
  return answer
}

/** What a call needs and its success takes away. */
function putWhatIsTakenAway(name: RouteName): void {
  const { members, reservations, events, closures, machines } = server.ports.directory
  const awa = members.get('awa')
  const juki = machines.get('juki-1')
  if (awa === undefined || juki === undefined) throw new Error('the workshop has both')
  const times = { from_ms: Date.UTC(2026, 11, 1), until_ms: Date.UTC(2026, 11, 2) }
  if (name.includes('/works/:id')) putWork()
  if (name.includes('/orders/:id') || name.includes('/order-steps')) putOrder()
  if (name === 'DELETE /api/v1/members/:id') members.set('passant', { ...awa, id: 'passant' })
  if (name === 'POST /api/v1/qualifications/revoke') members.set('awa', { ...awa, qualifications: ['lockstitch'] })
  if (name === 'DELETE /api/v1/reservations/:id')
    reservations.set('r1', { id: 'r1', machine: 'juki-1', member: 'awa', made_by: 'awa', ...times })
  if (name === 'DELETE /api/v1/events/:id')
    events.set('passe', {
      ...{ id: 'passe', kind: 'group', name: 'CE2', machines: ['presse'], leader: 'awa', members: [], guests: 9 },
      ...{ minors: true, qualification: null, organisation: null, pool: null, funder: null, subsidy_cents: 0 },
      ...times,
    })
  if (name === 'DELETE /api/v1/closures/:id') closures.set('pont', { id: 'pont', kind: 'closed', why: '', ...times })
  if (name === 'POST /api/v1/machines/:id/care')
    machines.set('juki-1', { ...juki, care: [{ id: 'huile', name: 'Huiler', every_h: 200 }] })
}

/** A repair whose cost is offered to a pool. */
function putWork(): void {
  const cost = { parts_cents: 1_250, labour_cents: 0, pool: 'rent' }
  const resolved = { at_ms: NOW_MS, by: 'bilal', cause: 'wear', words: 'courroie changée', cost } as const
  server.ports.directory.repairs.set('panne-1-thread', {
    ...{ id: 'panne-1-thread', n: 1, code: 'thread', machine: 'juki-1', acknowledged: null, assigned: null, resolved },
  })
}

/** An order under way, with a step that is still elsewhere. */
function putOrder(): void {
  const { orders, steps } = server.ports.directory
  const id = 'blouses'
  orders.set(id, { id, name: 'Blouses', issuer: 'fabrique', organisation: null, category: null })
  const step = { id: 'broderie', order: id, name: 'Broderie', partner: null, sent: '2026-11-10', back: null }
  steps.set(step.id, step)
}

const NAMES = Object.keys(ROUTE_RIGHTS) as RouteName[]

describe.each(NAMES.filter(name => ROUTE_RIGHTS[name] !== 'anyone'))('%s', name => {
  const right = ROUTE_RIGHTS[name] as readonly Role[]
  const success = CALLS[name]?.status ?? (name.startsWith('DELETE') ? 204 : 200)

  it('asks strangers to sign in', async () => {
    const { method, path } = pathOf(name)
    const answer = await server.call(method, path, { headers: { authorization: 'Bearer navette_unknown' } })
    expect(answer.status).toBe(401)
    expect((await server.call(method, path)).status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(await answer.json()).toMatchObject({ status: 401, title: 'Unauthorized' })
  })

  it.each(
    Role.options.map(role => [role, right.includes(role) ? (CALLS[name]?.others?.[role] ?? success) : 403] as const),
  )('answers %s %i', async (role, status) => {
    const answer = await callAs(role, name)
    expect([answer.status, answer.ok ? '' : await answer.text()]).toEqual([status, expect.anything()])
    if (status === 403) expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })
})

it('leaves no route under /api/v1 out of the table, and no line of the table without its route', async () => {
  const document = (await (await server.call('GET', '/api/openapi.json')).json()) as { paths: Record<string, object> }
  const served = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map(method => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  expect(served.toSorted()).toEqual(NAMES.toSorted())
})

it('writes refusals and acts into the audit', () => {
  const actions = new Set(server.ports.audit.map(row => row.action))
  for (const action of [
    'refused',
    'sign-in',
    'sign-out',
    'lockout',
    'release',
    'station-token',
    'token-create',
    'session-end',
  ]) {
    expect(actions).toContain(action)
  }
})

it('is what docs/roles.md says', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/roles.md'), 'utf8')).toBe(rolesDocument())
})
