/** Faults from report to cause and cost, care by date, and who can teach: over HTTP, as each role sees it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NOW_MS } from '#test/support/fake-ports.ts'
import { type HttpServer, startHttp } from '#test/support/http-server.ts'

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const ask = async (role: Parameters<HttpServer['as']>[0], path: string, body?: unknown) => {
  const answer = await server.as(role, body === undefined ? 'GET' : 'POST', `/api/v1${path}`, body)
  return { status: answer.status, told: (answer.status === 204 ? null : await answer.json()) as unknown }
}

it('takes a fault from acknowledged to assigned to resolved, each once', async () => {
  const { told } = await ask('animateur', '/team')
  const [somebody] = (told as { items: { id: string; name: string }[] }).items
  expect(await ask('animateur', '/faults/1/acknowledge', {})).toMatchObject({ status: 200 })
  expect(await ask('animateur', '/faults/1/acknowledge', {})).toMatchObject({
    ...{ status: 409, told: { code: 'fault-acknowledged-already' } },
  })
  expect(await ask('animateur', '/faults/1/assign', { to: 'nobody' })).toMatchObject({
    ...{ status: 422, told: { code: 'not-of-the-team' } },
  })
  expect(await ask('animateur', '/faults/1/assign', { to: somebody?.id })).toMatchObject({
    ...{ status: 200, told: { assigned_to: somebody?.id, assigned_name: somebody?.name } },
  })
  const { told: seen } = await ask('member', '/faults')
  expect((seen as { items: object[] }).items[0]).toMatchObject({ assigned_to: null, assigned_name: null })

  const resolved = {
    resolution: 'courroie changée',
    cause: 'wear',
    parts_cents: 1_850,
    labour_cents: 3_000,
    pool: 'rent',
  }
  expect(await ask('animateur', '/faults/1/resolve', { ...resolved, pool: 'nowhere' })).toMatchObject({ status: 422 })
  expect(await ask('animateur', '/faults/1/resolve', resolved)).toMatchObject({
    ...{
      status: 200,
      told: { cause: 'wear', resolution: 'courroie changée', parts_cents: 1_850, labour_cents: 3_000 },
    },
  })
  expect(await ask('animateur', '/faults/1/resolve', resolved)).toMatchObject({ status: 409 })
  expect(await ask('animateur', '/faults/1/assign', { to: null })).toMatchObject({ status: 409 })
  expect(server.ports.acts).toContainEqual({
    ...{ station: 'poste-1', action: { type: 'fault-resolve', code: 'thread', by: expect.any(String) } },
  })
})

it('keeps costs and names from those who may not see them', async () => {
  const { told: staff } = await ask('treasurer', '/machines/juki-1/history')
  expect(staff).toMatchObject({ faults: 1, parts_cents: 1_850, labour_cents: 3_000 })
  const { told: member } = await ask('member', '/machines/juki-1/history')
  expect(JSON.stringify(member)).not.toMatch(/cents|"by"|pool/)
  expect(member).toMatchObject({ works: [{ cause: 'wear', words: 'courroie changée' }] })
})

it('offers a cost to its pool, where only a treasurer takes it, and once', async () => {
  const id = 'panne-1-thread'
  const offers = async () => ((await ask('treasurer', '/works?offered=true')).told as { items: object[] }).items
  expect(await offers()).toMatchObject([{ id, pool: 'rent', offer: 'waits' }])
  expect(server.ports.directory.purchases.size).toBe(0)
  const taken = { label: 'Courroie de JUKI-1', document: 'F-77' }
  expect(await ask('treasurer', `/works/${id}/take`, taken)).toMatchObject({
    ...{ status: 201, told: { id, pool: 'rent', amount_cents: 4_850, date: '2026-11-22', document: 'F-77' } },
  })
  expect(await ask('treasurer', `/works/${id}/take`, taken)).toMatchObject({ status: 409 })
  expect(await ask('treasurer', `/works/${id}/decline`, {})).toMatchObject({ status: 409 })
  expect(await offers()).toEqual([])
})

it('counts care by date without a station, from the day it was done', async () => {
  const { machines } = server.ports.directory
  const presse = machines.get('presse')
  if (presse === undefined) throw new Error('the workshop has one')
  const elec = { id: 'elec', name: 'Contrôle électrique', every_months: 12, since: '2025-12-10' }
  machines.set('presse', { ...presse, care: [elec, { id: 'huile', name: 'Huiler', every_h: 50 }] })
  const care = async () => ((await ask('member', '/care?machine=presse')).told as { items: object[] }).items[0]
  expect(await care()).toMatchObject({ last: '2025-12-10', next: '2026-12-10', due: false, soon: true, locked: false })
  expect(await ask('animateur', '/machines/presse/care', { task: 'huile' })).toMatchObject({
    ...{ status: 409, told: { code: 'no-station-counts' } },
  })
  expect(await ask('animateur', '/machines/presse/care', { task: 'elec', on: '2026-11-23' })).toMatchObject({
    ...{ status: 422, told: { code: 'date-in-the-future' } },
  })
  const done = { task: 'elec', on: '2026-11-17', note: 'Bureau Veritas', labour_cents: 9_000, pool: 'rent' }
  expect(await ask('animateur', '/machines/presse/care', done)).toMatchObject({ status: 200 })
  expect(await care()).toMatchObject({ last: '2026-11-17', next: '2027-11-17', due: false, soon: false, last_by: null })
  expect((await ask('manager', '/machines/presse/history')).told).toMatchObject({
    ...{ faults: 0, labour_cents: 9_000, works: [{ name: 'Contrôle électrique', on: '2026-11-17', offer: 'waits' }] },
  })
  const [work] = server.ports.directory.cares.get('presse/elec')?.done ?? []
  expect(await ask('treasurer', `/works/${work?.id}/decline`, {})).toMatchObject({ status: 204 })
  expect((await ask('manager', '/machines/presse/history')).told).toMatchObject({ works: [{ offer: 'declined' }] })
})

it('tells the second who notes the same care who noted it first, and takes nothing of theirs', async () => {
  const careNow = async () => {
    const { told } = await ask('animateur', '/care?machine=presse')
    return (told as { items: { noted: string | null }[] }).items[0]?.noted
  }
  const asSeen = await careNow()
  const note = (seen: unknown) => ask('animateur', '/machines/presse/care', { task: 'elec', on: '2026-11-18', seen })
  expect(await note(asSeen)).toMatchObject({ status: 200 })
  const former = server.ports.directory.cares.get('presse/elec')
  expect(await note(asSeen)).toMatchObject({
    status: 409,
    told: { code: 'care-noted-meanwhile', params: { name: 'Bilal Haddad', date: '2026-11-18' } },
  })
  expect(await note(null)).toMatchObject({ status: 409 })
  expect(server.ports.directory.cares.get('presse/elec')).toEqual(former)
  // who has seen it, or does not say what they saw, may note another time
  expect(await note(await careNow())).toMatchObject({ status: 200 })
  expect(await ask('animateur', '/machines/presse/care', { task: 'elec' })).toMatchObject({ status: 200 })
  expect(server.ports.directory.cares.get('presse/elec')?.done).toHaveLength(4)
})

it('names who agreed to teach, to those who work here, and tells where the reader stands', async () => {
  const path = '/machines/juki-1/teachers'
  expect((await ask('member', path)).told).toMatchObject({
    qualification: 'lockstitch',
    mine: { state: 'held' },
    teaches: false,
  })
  expect(await ask('member', '/me/teaching', { qualification: 'kiln', teaches: true })).toMatchObject({
    ...{ status: 422, told: { code: 'teaches-without-holding' } },
  })
  await ask('member', '/me/teaching', { qualification: 'lockstitch', teaches: true })
  const { told } = await ask('member', path)
  expect(told).toMatchObject({ teaches: true })
  expect((told as { teachers: object[] }).teachers).toContainEqual({ name: 'Awa Diallo', staff: false })
  expect((await ask('kiosk', path)).status).toBe(403)
  await ask('member', '/me/teaching', { qualification: 'lockstitch', teaches: false })
  expect(server.ports.directory.teaching.size).toBe(0)
})

it('says when it was noted', () => {
  expect(server.ports.directory.repairs.get('panne-1-thread')?.resolved?.at_ms).toBe(NOW_MS)
})
