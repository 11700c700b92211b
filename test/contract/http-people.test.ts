/** People over HTTP: who sees what of them, bookings that clash, lists that are wrong, names that would like to be more. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '#server/contract/api.ts'
import { NOW_MS } from '#test/support/fake-ports.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const api = '/api/v1'
async function ask(role: Role, method: string, path: string, body?: unknown) {
  const answer = await server.as(role, method, api + path, body)
  const text = await answer.text()
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
}

describe('a member', () => {
  beforeAll(async () => {
    await ask('manager', 'PUT', '/members/awa', { email: 'awa@example.org', limit_cents_per_month: 5_000 })
    await ask('manager', 'PUT', '/members/awa/contact', { city: 'Paris', iban: 'FR76 3000 6000 0112 3456 7890 189' })
  })

  it('shows address, bank and limit to those who write to people and keep the books, never to the floor', async () => {
    const seen = await ask('treasurer', 'GET', '/members/awa')
    expect(seen.body).toMatchObject({
      ...{ email: 'awa@example.org', limit_cents_per_month: 5_000 },
      contact: { city: 'Paris', iban: 'FR7630006000011234567890189' },
    })
    const { body } = await ask('animateur', 'GET', '/members/awa')
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['email']))
    expect(JSON.stringify(body)).not.toMatch(/example\.org|FR76|Paris|5000/)
    expect(body).toMatchObject({ name: 'Awa Diallo', state: 'active', badges: [{ blocked: false }] })
  })

  it.each([
    ['animateur', { limit_cents_per_month: 1 }, 403],
    ['animateur', { email: 'x@example.org' }, 403],
    ['manager', { category: 'nobody' }, 422],
    ['manager', { email: 'pas-un-mail' }, 422],
    ['manager', { name: 'x'.repeat(300) }, 422],
    ['manager', { name: 'a\u202eb' }, 422],
    ['manager', { kind: 'institution' }, 422],
    ['manager', { surprise: true }, 422],
  ] as const)('refuses the %s %j with %i', async (role, body, status) => {
    expect((await ask(role, 'PUT', '/members/awa', body)).status).toBe(status)
  })

  it.each(['=cmd()', '<script>alert(1)</script>', 'مريم', '👩‍🏭 Nour'])('is called %s, to the letter', async name => {
    const { status, body } = await ask('animateur', 'POST', '/members', { name })
    expect([status, body.name]).toEqual([201, name])
    expect(body.id).toMatch(/^m-\d{4}$/)
  })

  it('of an id that is taken is not made twice', async () => {
    expect((await ask('manager', 'POST', '/members', { id: 'awa', name: 'Autre' })).status).toBe(409)
  })

  it('keeps names and addresses out of journal and audit', () => {
    const written = JSON.stringify([server.ports.acts, server.ports.audit])
    expect(written).not.toMatch(/awa@example|FR76|Paris|<script>|=cmd/)
  })
})

describe('an organisation', () => {
  it.each([
    [{ siren: '732829321' }, 'body.siren: is no SIREN: its check digits are wrong'],
    [{ siret: '73282932000075' }, 'body.siret: is no SIRET: its check digits are wrong'],
    [{ contact: { iban: 'FR7612' } }, 'body.contact.iban: is no IBAN: its check digits are wrong'],
  ])('refuses %j', async (body, detail) => {
    expect(await ask('treasurer', 'PUT', '/organisations/scic', body)).toMatchObject({ status: 422, body: { detail } })
  })

  it('is made with its numbers', async () => {
    const { body } = await ask('treasurer', 'PUT', '/organisations/scic', { name: 'La SCIC', siren: '732 829 320' })
    expect(body).toMatchObject({ id: 'scic', name: 'La SCIC', siren: '732829320', contact: null })
  })
})

describe('a reservation', () => {
  const at = (hour: number) => `2026-11-23T${`${hour}`.padStart(2, '0')}:00:00Z`
  const book = (role: Role, from: number, until: number, more: object = {}) =>
    ask(role, 'POST', '/reservations', { machine: 'juki-1', from: at(from), until: at(until), ...more })
  beforeEach(() => server.ports.directory.reservations.clear())

  it('is not given twice for the same hour, and one may begin where another ends', async () => {
    expect((await book('member', 8, 10)).status).toBe(201)
    expect((await book('animateur', 9, 11)).status).toBe(409)
    expect((await book('animateur', 10, 11)).status).toBe(201)
  })

  it('of two at once one is had', async () => {
    const answers = await Promise.all([book('member', 8, 10), book('animateur', 9, 11), book('manager', 7, 9)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })

  it('tells a member that a machine is taken, and not by whom', async () => {
    await book('animateur', 8, 10)
    const { body } = await ask('member', 'GET', '/reservations?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z')
    expect(body.items).toMatchObject([{ machine: 'juki-1', mine: false, state: 'ahead' }])
    expect(Object.keys(body.items[0])).not.toContain('member')
    const { id } = body.items[0]
    expect((await ask('member', 'DELETE', `/reservations/${id}`)).status).toBe(404)
    expect((await ask('animateur', 'DELETE', `/reservations/${id}`)).status).toBe(204)
  })

  it.each([
    ['for somebody else', { member: 'bilal' }, 403],
    ['that ends before it begins', { from: at(12), until: at(11) }, 422],
    ['that is over', { from: '2026-11-20T08:00:00Z', until: '2026-11-20T09:00:00Z' }, 422],
    ['of a week', { until: '2026-11-29T09:00:00Z' }, 422],
    ['next century', { from: '2126-11-23T08:00:00Z', until: '2126-11-23T09:00:00Z' }, 422],
    ['of no machine', { machine: 'ghost' }, 404],
  ])('%s is refused', async (_, more, status) => {
    expect((await book('member', 8, 10, more)).status).toBe(status)
  })

  it('gives way to a training, and the training to it', async () => {
    const course = {
      ...{ kind: 'training', name: 'Piqueuse', machines: ['juki-1'], leader: 'bilal', from: at(14), until: at(16) },
    }
    await book('member', 13, 15)
    expect((await ask('animateur', 'PUT', '/events/cours', course)).status).toBe(409)
    server.ports.directory.reservations.clear()
    expect((await ask('animateur', 'PUT', '/events/cours', course)).status).toBe(200)
    expect((await book('member', 13, 15)).status).toBe(409)
    const { body } = await ask('member', 'GET', '/events')
    expect(Object.keys(body.items[0])).not.toEqual(expect.arrayContaining(['leader']))
    server.ports.directory.events.clear()
  })
})

describe('a member list', () => {
  const send = async (role: Role, query: string, body: string) =>
    server.call('POST', `${api}/members/import${query}`, {
      ...{ cookie: await server.cookieOf(role), headers: { 'content-type': 'text/csv' }, raw: body },
    })

  it('is tried, then written', async () => {
    const dry = await send('manager', '', 'nom\nNina')
    expect([dry.status, await dry.json()]).toMatchObject([200, { added: 1, applied: false }])
    expect(await (await send('manager', '?apply=true', 'nom\nNina')).json()).toMatchObject({ applied: true })
    expect(server.ports.audit.at(-1)).toMatchObject({ action: 'member-import' })
  })

  it('with one wrong line is not written at all', async () => {
    const acts = server.ports.acts.length
    expect(await (await send('manager', '?apply=true', 'nom;courriel\nNina;faux')).json()).toMatchObject({
      applied: false,
      problems: [{ line: 3, column: 'courriel', code: 'email', value: 'faux' }],
    })
    expect(server.ports.acts).toHaveLength(acts)
  })
})

it('tells a member what stands in the way, machine by machine', async () => {
  const { body } = await ask('member', 'GET', '/me/access')
  expect(body.items).toMatchObject([
    { machine: 'juki-1', granted: true, reason: null },
    { machine: 'presse', granted: true },
  ])
  server.ports.directory.closures.set('c', {
    ...{ id: 'c', kind: 'closed', why: 'inventaire' },
    ...{ from_ms: server.ports.clock.now_ms() - 1, until_ms: Date.UTC(2026, 10, 23) },
  })
  const closed = await ask('member', 'GET', '/me/access')
  expect(closed.body.items[0]).toMatchObject({
    ...{ granted: false, reason: 'outside-hours', cause: 'closure', until: '2026-11-23T00:00:00.000Z' },
  })
  server.ports.directory.closures.clear()
})

it('takes no purchase, count or pack sold for a month that is closed, where it would never be counted', async () => {
  const closed = { period: '2026-10', by: 'tresor', edition: 3, computed_n: 1, statement_hash: '', uses_hash: '' }
  const entry = { type: 'closed' as const, ...closed, uses: 0, sessions: [], statement: {} }
  server.ports.booked.push({ n: 9, at_ms: 0, entry })
  const purchase = { pool: 'rent', amount_cents: 9_950, document: 'F-1', label: 'Serrure' }
  const count = { consumable: 'vinyle', holder: { kind: 'member', id: 'awa' }, thousandths: 1_000 }
  const sale = { pack: 'dix-heures', holder: { kind: 'member', id: 'awa' } }
  for (const [path, body] of [
    ['/purchases', purchase],
    ['/consumable-counts', count],
    ['/pack-sales', sale],
  ] as const) {
    const late = await ask('treasurer', 'POST', path, { ...body, date: '2026-10-31' })
    expect(late).toMatchObject({ status: 422, body: { code: 'dated-in-closed', errors: [{ path: 'body.date' }] } })
    expect((await ask('treasurer', 'POST', path, { ...body, date: '2026-11-01' })).status).toBe(201)
  }
  server.ports.booked.splice(0)
})

it('tells a member who pays, who employs, and what they are shown', async () => {
  const { members } = server.ports.directory
  const awa = members.get('awa')
  if (awa === undefined) throw new Error('the workshop has her')
  const told = async () => (await ask('member', 'GET', '/me/access')).body
  expect(await told()).toMatchObject({ payer: null, employer: null, payer_sees: [] })
  const sud = { id: 'atelier-sud', name: 'Atelier Sud' }
  members.set('awa', { ...awa, employer: 'atelier-sud' })
  expect(await told()).toMatchObject({ payer: null, employer: sud, payer_sees: [] })
  members.set('awa', { ...awa, employer: 'atelier-sud', organisation: 'atelier-sud' })
  expect(await told()).toMatchObject({ payer: sud, employer: sud, payer_sees: ['amount', 'lines', 'time-by-kind'] })
  members.set('awa', awa)
})

it('names categories to who runs the floor, and payers beside their ids', async () => {
  server.ports.directory.categories.set('essai', { id: 'essai', name: 'À l’essai' })
  const { body } = await ask('animateur', 'GET', '/categories')
  expect(body.items).toContainEqual({ id: 'essai', name: 'À l’essai' })
  await ask('manager', 'PUT', '/members/awa', { category: 'essai' })
  const { body: awa } = await ask('animateur', 'GET', '/members/awa')
  expect(awa).toMatchObject({ category: 'essai', category_name: 'À l’essai', payer: null, payer_name: null })
  expect((await ask('member', 'GET', '/categories')).status).toBe(403)
})

it('gives a visitor a card until midnight, and a card that is somebody’s to nobody', async () => {
  const badge = 'ab12'.repeat(16)
  const given = await ask('animateur', 'POST', '/badges/day-pass', {
    badge,
    name: 'Visite du lycée',
    acknowledged: true,
  })
  expect(given).toMatchObject({ status: 201, body: { name: 'Visite du lycée', badge } })
  const until_ms = Date.parse(given.body.valid_until)
  expect(new Date(until_ms).toLocaleTimeString('fr', { timeZone: 'Europe/Paris' })).toBe('00:00:00')
  const { body } = await ask('animateur', 'GET', `/members/${given.body.member}`)
  expect(body).toMatchObject({ kind: 'visitor', state: 'active', badges: [{ id: badge, pass: 'day' }] })
  const again = await ask('animateur', 'POST', '/badges/day-pass', {
    badge,
    name: 'Quelqu’un d’autre',
    acknowledged: true,
  })
  expect(again).toMatchObject({ status: 409, body: { code: 'badge-taken' } })
  expect((await ask('treasurer', 'POST', '/badges/day-pass', { badge, name: 'Non', acknowledged: true })).status).toBe(
    403,
  )
})

it('gives the card of a visitor whose day is over to the next one, or to a member', async () => {
  const badge = 'cd34'.repeat(16)
  const visit = (name: string) => ask('animateur', 'POST', '/badges/day-pass', { badge, name, acknowledged: true })
  const first = await visit('Lundi')
  expect(first.status).toBe(201)
  const { badges } = server.ports.directory
  const endYesterday = () => {
    const held = badges.get(badge)
    if (held === undefined) throw new Error('the card is held')
    const day_ms = 86_400_000
    const from_ms = (held.valid_from_ms ?? 0) - day_ms
    server.ports.directory.badges.set(badge, { ...held, valid_from_ms: from_ms, valid_until_ms: from_ms + day_ms })
  }
  endYesterday()
  const second = await visit('Mardi')
  expect(second).toMatchObject({ status: 201, body: { name: 'Mardi' } })
  expect(second.body.member).not.toBe(first.body.member)
  expect((await ask('animateur', 'GET', `/members/${first.body.member}`)).body.badges).toEqual([])
  expect((await ask('animateur', 'POST', '/badges', { badge, member: 'bilal' })).status).toBe(409)
  endYesterday()
  expect((await ask('animateur', 'POST', '/badges', { badge, member: 'bilal' })).status).toBe(201)
  expect((await visit('Mercredi')).status).toBe(409)
})

it.each([
  ['members', '/members', [{ name: 'Nina' }, { name: 'Omar' }]],
  [
    'visitors',
    '/badges/day-pass',
    ['e1', 'e2'].map(byte => ({ badge: byte.repeat(32), name: `Carte ${byte}`, acknowledged: true })),
  ],
])('gives two %s who are added at one moment a number each', async (_who, path, bodies) => {
  const { core } = server.ports
  const { act } = core
  const both_asked = Promise.withResolvers<void>()
  const numbers: string[] = []
  core.act = async one => {
    if ('entry' in one && one.entry.type === 'members-put') numbers.push(...one.entry.members.map(({ id }) => id))
    if (numbers.length === 2) both_asked.resolve()
    await both_asked.promise
    await act(one)
  }
  const answers = await Promise.all(bodies.map(body => ask('animateur', 'POST', path, body))).finally(() => {
    core.act = act
  })
  expect(numbers[0], 'both are asked for under the same number').toBe(numbers[1])
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  const given = answers.map(({ body }): string => body.member ?? body.id)
  expect(new Set(given).size).toBe(2)
  for (const [i, id] of given.entries())
    expect((await ask('animateur', 'GET', `/members/${id}`)).body.name).toBe(bodies[i]?.name)
})

it('tells which qualifications run out, the soonest first', async () => {
  const expires = (days: number) => new Date(NOW_MS + days * 86_400_000).toISOString().slice(0, 10)
  const now = (await ask('manager', 'GET', '/qualifications/expiring')).body.items
  expect(now).toEqual([])
  const granted = '2024-01-01'
  for (const [member, days] of [
    ['bilal', 20],
    ['awa', 5],
  ] as const)
    await ask('manager', 'POST', '/qualifications/grant', {
      ...{ member, qualification: 'lockstitch', granted, expires: expires(days) },
    })
  const soon = (await ask('animateur', 'GET', '/qualifications/expiring?days=10')).body.items
  expect(soon).toEqual([{ member: 'awa', name: 'Awa Diallo', qualification: 'lockstitch', expires: expires(5) }])
  const month = (await ask('animateur', 'GET', '/qualifications/expiring')).body.items
  expect(month.map(({ member }: { member: string }) => member)).toEqual(['awa', 'bilal'])
})

describe('taking somebody out', () => {
  const holder = () => server.ports.core.machines().flatMap(({ session }) => session?.member ?? [])[0] ?? ''

  it('is refused while something needs their name, and says all of it (GDPR art. 17(3))', async () => {
    const { body } = await ask('manager', 'GET', `/members/${holder()}/erasure`)
    expect(body.in_the_way).toContainEqual(expect.objectContaining({ code: 'erase-session-open' }))
    const refused = await ask('manager', 'DELETE', `/members/${holder()}`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'erasure-held-back' } })
    expect(refused.body.errors.map((one: { code: string }) => one.code)).toEqual(
      body.in_the_way.map((one: { code: string }) => one.code),
    )
    expect(server.ports.acts).not.toContainEqual({ entry: expect.objectContaining({ type: 'member-erased' }) })
    expect((await ask('manager', 'DELETE', `/members/${holder()}?anyway=%20`)).status).toBe(422)
  })

  it('is done anyway with a reason: the journal keeps what stood in the way, the audit trail why', async () => {
    const id = holder()
    expect((await ask('manager', 'DELETE', `/members/${id}?anyway=parti%20sans%20adresse`)).status).toBe(204)
    const { entry } = server.ports.acts.at(-1) as { entry: unknown }
    const open = { code: 'erase-session-open', params: { machine: 'juki-1' } }
    expect(entry).toMatchObject({ type: 'member-erased', member: id, anyway: expect.arrayContaining([open]) })
    expect(server.ports.audit.at(-1)).toMatchObject({ subject: id, detail: 'anyway: parti sans adresse' })
  })
})
