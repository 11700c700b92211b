/** Settings over HTTP: everything wrong is told at once, each beside its field; what is left out stays. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SettingsView } from '#server/contract/settings.ts'
import type { WorkshopView } from '#server/contract/workshop.ts'
import { localDate } from '#server/domain/time.ts'
import { NOW_MS } from '#test/support/fake-ports.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const put = async (path: string, body: unknown) => {
  const answer = await server.as('treasurer', 'PUT', `/api/v1/settings/${path}`, body)
  return { status: answer.status, body: await answer.json() }
}
const address = { street: '14 rue des Gardes', postal_code: '75018', city: 'Paris' }
const issuerOf = (view: SettingsView, id = 'fabrique') => view.issuers.find(one => one.id === id)

it('lists what is missing before the first invoice, what blocks first, and less of it as it is given', async () => {
  const before = (await (await server.as('treasurer', 'GET', '/api/v1/settings')).json()) as SettingsView
  const codes = (view: SettingsView) => issuerOf(view)?.missing.map(({ code, blocks }) => `${code}${blocks ? '' : '?'}`)
  expect(codes(before)).toEqual([
    ...['not-set-up', 'siren-missing', 'vat-number-missing', 'register-missing', 'series-missing', 'penalty-missing'],
    ...['iban-missing?', 'reply-address-missing?'],
  ])
  expect(before.payers.map(({ id }) => id)).toEqual(['awa', 'bilal'])
  const { status, body } = await put('issuers/fabrique', {
    ...{ siren: '903 145 274', invoice_series: 'FAB', bank: { iban: 'FR76 3000 6000 0112 3456 7890 189' } },
    invoicing: { address, vat_number: 'FR18 903145274', penalty_percent: 12.15 },
  })
  expect(status).toBe(200)
  expect(codes(body)).toEqual(['register-missing', 'iban-missing?', 'reply-address-missing?'])
  expect(issuerOf(body)).toMatchObject({ siren: '903145274', next_number: 'FAB-2026-0001', begun: false })
})

it('says where penalties for late payment are lower than the law allows, and lets the invoice go out', async () => {
  // 3 × 2,62 %, the last half-year whose legal interest is known, are 7,86 %
  const asked = async (penalty_percent: number) => {
    const { body } = await put('issuers/fabrique', { invoicing: { penalty_percent } })
    return issuerOf(body)?.missing.filter(({ code }) => code.startsWith('penalty'))
  }
  expect(await asked(7.86)).toEqual([])
  expect(await asked(7.85)).toMatchObject([
    { code: 'penalty-below-legal', section: 'terms', blocks: false, params: { rate: 7.85, least: 7.86 } },
  ])
  expect(await asked(12.15)).toEqual([])
})

it('asks for the legal interest of a half-year it was not told of, and judges by what was written', async () => {
  const after = async (invoicing: Record<string, unknown>) => {
    const { body } = await put('issuers/fabrique', { invoicing })
    return issuerOf(body)?.missing.filter(({ code }) => /penalty|interest/.test(code))
  }
  // the server's clock stands in another half-year than the last the program knows
  expect(await after({ penalty_percent: 8 })).toMatchObject([
    { code: 'legal-interest-unknown', section: 'terms', blocks: false, params: { percent: 2.62, from: '2026-01-01' } },
  ])
  const today = localDate(NOW_MS, 'Europe/Paris')
  const from = `${today.slice(0, 4)}-${today.slice(5, 7) < '07' ? '01' : '07'}-01`
  expect(await after({ legal_interest: { from, percent: 2.5 } })).toEqual([])
  expect(await after({ legal_interest: { from, percent: 2.9 } })).toMatchObject([
    { code: 'penalty-below-legal', params: { rate: 8, least: 8.7 } },
  ])
  expect(
    (await put('issuers/fabrique', { invoicing: { legal_interest: { from: '2026-07-02', percent: 2 } } })).status,
  ).toBe(422)
  expect(await after({ legal_interest: null, penalty_percent: 12.15 })).toEqual([])
})

it('keeps what a change leaves out', async () => {
  const { body } = await put('issuers/fabrique', { invoicing: { payment_days: 45 } })
  expect(issuerOf(body)).toMatchObject({
    ...{ invoice_series: 'FAB', invoicing: { payment_days: 45, penalty_percent: 12.15, address } },
  })
})

it('tells everything that is wrong at once, each with its field', async () => {
  const { status, body } = await put('issuers/fabrique', {
    ...{ siren: '903145275', bank: { iban: 'FR00', bic: 'non' } },
    invoicing: { vat_rates: { default: 19.6 }, last_number: 'AUTRE-1' },
  })
  expect(status).toBe(422)
  expect((body.errors as { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`)).toEqual([
    ...['body.siren wrong-siren', 'body.invoicing.last_number number-of-another-series'],
    ...['body.invoicing.vat_rates.default no-such-vat-rate', 'body.invoicing.vat_number number-of-another-siren'],
    ...['body.bank.iban wrong-iban', 'body.bank.bic wrong-bic'],
  ])
  expect(issuerOf((await put('issuers/fabrique', {})).body)?.siren).toBe('903145274')
})

it.each([
  ['settings before an address', { invoicing: { payment_days: 30 } }, 'address-first'],
  ['the series of another', { name: 'Neuve', invoice_series: 'FAB' }, 'series-taken'],
  ['a word misspelt', { invoicing: { penalty_percnt: 3 } }, 'unknown-key'],
])('refuses %s', async (_what, change, code) => {
  const { status, body } = await put('issuers/neuve', change)
  expect(status).toBe(422)
  expect(JSON.stringify(body)).toContain(code)
})

it('makes an issuer that is not there yet', async () => {
  const { body } = await put('issuers/neuve', { name: 'La Neuve' })
  expect(issuerOf(body, 'neuve')).toMatchObject({ name: 'La Neuve', invoicing: null, next_number: null })
})

it('lets a manager, and nobody else, open the doors otherwise', async () => {
  const opening = [{ days: [1, 2], from: '09:00', to: '18:30' }]
  const change = (role: 'manager' | 'treasurer', body: object) => server.as(role, 'PUT', '/api/v1/settings/site', body)
  expect((await change('treasurer', { opening })).status).toBe(403)
  expect(((await (await change('manager', { opening })).json()) as SettingsView).site).toMatchObject({
    ...{ opening, contest_days: 15 },
  })
  expect((await change('manager', { opening: [{ ...opening[0], to: '09:00' }] })).status).toBe(422)
  expect((await change('manager', { opening: null })).status).toBe(200)
})

it('adds a machine and a category without a file, and changes no more than is said', async () => {
  const change = async (role: 'manager' | 'treasurer', path: string, body: object) => {
    const answer = await server.as(role, 'PUT', `/api/v1/${path}`, body)
    return { status: answer.status, body: (await answer.json()) as WorkshopView }
  }
  const named = { name: 'Four', kind: 'four', sensor: 'power' }
  const added = await change('manager', 'machines/four', named)
  expect(added.status).toBe(200)
  expect(added.body.machines.find(({ id }) => id === 'four')).toMatchObject({
    ...{ ...named, qualification: null, profile: 'default', station: null, care: [] },
    rules: { hold_ms: 3_000, idle_timeout_s: 900, max_duration_s: null, unattended: false },
  })
  const care = [{ id: 'joint', name: 'Joint', every_months: 6 }]
  const rules = { idle_timeout_s: null, unattended: true, hold_ms: 900_000 }
  const ruled = await change('manager', 'machines/four', { rules, care })
  expect(ruled.body.machines.find(({ id }) => id === 'four')).toMatchObject({ ...named, rules, care, profile: 'four' })
  expect((await change('treasurer', 'machines/four', { name: 'Feu' })).status).toBe(403)
  expect((await change('manager', 'machines/four', { profile: 'aucun' })).status).toBe(422)

  const category = await change('treasurer', 'categories/debut', {
    name: 'Début',
    first_months: { months: 24, of: null },
  })
  expect(category.body.categories.find(({ id }) => id === 'debut')).toEqual({
    ...{ id: 'debut', name: 'Début', first_months: { months: 24, of: null }, members: 0, tariffs: 0 },
  })
})

it('moves to another time zone only while nothing was counted', async () => {
  const zone = async (timezone: string) => {
    const answer = await server.as('manager', 'PUT', '/api/v1/settings/site', { timezone })
    return { status: answer.status, body: JSON.stringify(await answer.json()) }
  }
  expect((await zone('Europe/Pari')).body).toContain('no-such-timezone')
  expect((await zone('Europe/Paris')).status).toBe(200)
  const counted = server.ports.reads.counts
  expect((await zone('America/Cayenne')).body).toContain('timezone-in-use')
  server.ports.reads.counts = async () => ({ ...(await counted()), sessions: 0 })
  expect((await zone('America/Cayenne')).body).toContain('America/Cayenne')
  server.ports.reads.counts = counted
})
