/** The arrows of `talents-croises` in ateliers.md. */
import { expect, it } from 'vitest'
import { poolAmount } from '#server/domain/sharing/pool-amount.ts'
import { settleYear } from '#server/domain/sharing/settlement.ts'
import { periodStatement } from '#server/domain/sharing/statement.ts'
import { addMonths } from '#server/domain/time.ts'
import { atelier, billedBy, linesOf, OCTOBER, statementOf, sum, usesOf } from '#test/support/arrows.ts'
import { startHttp } from '#test/support/http-server.ts'

const lab = atelier('talents-croises', async lab => {
  await lab.work({ member: 'wilfried', machine: 'piqueuse-1', at: '2026-10-06T10:00', minutes: 61 })
  await lab.work({ member: 'philomene', machine: 'surjeteuse-1', at: '2026-10-06T12:00', minutes: 61 })
})
const shared = async (period = OCTOBER) =>
  periodStatement({ directory: billedBy(lab().directory, 'share'), period, uses: await usesOf(lab(), period) })
const amount = (id: string, period: string) => {
  const pool = lab().directory.pools.get(id)
  if (pool === undefined) throw new Error(`no pool ${id}`)
  return poolAmount(lab().directory, pool, period, [])
}

it('subsidies netted from a pool', async () => {
  const pool = (await shared()).pools.find(({ id }) => id === 'animateur')
  expect(pool).toMatchObject({
    gross_cents: 236_000,
    subsidy_cents: 120_000,
    amount_cents: 116_000,
    shared_cents: 116_000,
  })
})

it('an investment subsidy follows its machine’s depreciation', () => {
  const months = Array.from({ length: 64 }, (_, i) => addMonths('2025-08-01', i).slice(0, 7))
  const written = months.map(month => amount('machines', month))
  expect(written.slice(0, 3).map(({ gross_cents, subsidy_cents }) => [gross_cents, subsidy_cents])).toEqual([
    [0, 0],
    [0, 0],
    [24_000, 12_000],
  ])
  expect(sum(written.map(({ gross_cents }) => gross_cents))).toBe(1_440_000)
  expect(sum(written.map(({ subsidy_cents }) => subsidy_cents))).toBe(720_000)
})

it('reduced tariff in the first 24 months of activity', async () => {
  const statement = await statementOf(lab())
  const prices = (member: string) => linesOf(statement, member).map(({ tariff, unit_cents }) => [tariff, unit_cents])
  expect(prices('philomene')).toEqual([['demarrage', 210]])
  expect(prices('wilfried')).toEqual([['ordinaire', 420]])
})

it('pool for the animateur’s salary', async () => {
  const salary = (await shared()).members.flatMap(({ id, lines }) =>
    lines.filter(({ pool }) => pool === 'animateur').map(({ cents }) => [id, cents]),
  )
  expect(salary).toEqual([
    ['philomene', 58_000],
    ['wilfried', 58_000],
  ])
  const [issuer] = settleYear(lab().directory, '2026', [{ period: OCTOBER, uses: await usesOf(lab()) }]).issuers
  expect(issuer?.costs_cents).toBe(128_000 + 116_000 + 30_000 + 12_000 + 48_000)
})

it('access only once the charter is signed', async () => {
  const work = { member: 'xenia', machine: 'piqueuse-2', minutes: 4 }
  expect(await lab().work({ ...work, at: '2026-10-08T10:00' })).toMatchObject({ reason: 'charter-unsigned' })
  const xenia = lab().directory.members.get('xenia')
  if (xenia === undefined) throw new Error('Xenia is gone')
  const members = [{ ...xenia, charter_signed: '2026-10-08' }]
  await lab().act({ type: 'members-put', members, badges: [], by: 'gerante' })
  expect(await lab().work({ ...work, at: '2026-10-08T11:00' })).toMatchObject({ verdict: 'granted' })
})

it('a role for the animateur: runs the day, sees no bank data', async () => {
  const { ledger, ingest, clock } = lab()
  const http = await startHttp({ reads: ledger, writes: ledger, core: ingest, clock })
  try {
    const iban = 'FR7630006000011234567890189'
    const put = await http.as('treasurer', 'PUT', '/api/v1/members/philomene/contact', { iban })
    expect(put.status).toBe(200)
    const seen = async (role: 'treasurer' | 'animateur') =>
      (await http.as(role, 'GET', '/api/v1/members/philomene')).text()
    expect((await seen('treasurer')).replaceAll(' ', '')).toContain(iban)
    const animateur = await seen('animateur')
    expect(animateur).toContain('philomene')
    expect(animateur.replaceAll(' ', '')).not.toContain(iban)
    const status = async (method: string, path: string, body?: object) =>
      (await http.as('animateur', method, `/api/v1${path}`, body)).status
    expect(await status('POST', '/machines/presse-1/lockout', { why: 'câble' })).toBeLessThan(300)
    expect(await status('POST', '/machines/presse-1/release')).toBeLessThan(300)
    for (const path of ['/issuers', '/organisations', '/purchases', '/tariffs'])
      expect(await status('GET', path)).toBe(403)
    expect(await status('PUT', '/members/philomene/contact', { iban })).toBe(403)
  } finally {
    await http.close()
  }
})

it('training events reserve machines and are charged to a training pool', async () => {
  const brodeuse = { machine: 'brodeuse-1', minutes: 11 }
  expect(await lab().work({ ...brodeuse, member: 'desire', at: '2026-11-26T14:30' })).toMatchObject({
    reason: 'reserved',
  })
  expect(await lab().work({ ...brodeuse, member: 'korentin', at: '2026-11-26T15:00' })).toMatchObject({
    verdict: 'granted',
  })
  const [use] = await usesOf(lab(), '2026-11')
  expect(use).toMatchObject({ member: null, pool: 'formation', running_ms: 600_000 })
  expect(await lab().ledger.session(use?.session ?? '')).toMatchObject({
    member: 'korentin',
    event: 'prise-en-main-brodeuse',
  })
  const statement = await shared('2026-11')
  const passed_on = statement.members.flatMap(({ lines }) => lines).filter(({ via }) => via === 'formation')
  // what the machine cost in that hour is shared as the training is: equally, among all who are members
  expect(new Set(passed_on.map(({ pool }) => pool))).toContain('machines')
  expect(linesOf(statement, 'korentin').some(({ sessions }) => sessions.includes(use?.session ?? ''))).toBe(false)
})
