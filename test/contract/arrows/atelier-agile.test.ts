/** The arrows of `atelier-agile` in ateliers.md. */
import { expect, it } from 'vitest'
import { periodRange } from '#server/domain/time.ts'
import { machineReport } from '#server/machine-report.ts'
import { atelier, statementOf } from '#test/support/arrows.ts'
import { startHttp } from '#test/support/http-server.ts'

const lab = atelier('atelier-agile', async lab => {
  await lab.work({
    member: 'ninon',
    machine: 'decoupe-auto',
    at: '2026-10-06T10:00',
    minutes: 21,
    order: 'commande-2610',
  })
  await lab.work({
    member: 'ulysse',
    machine: 'piqueuse-1',
    at: '2026-10-08T11:00',
    minutes: 11,
    order: 'commande-2610',
  })
  const fault = { code: 'temperature', minutes: 6 }
  await lab.work({ member: 'basile', machine: 'presse-1', at: '2026-10-09T11:00', minutes: 20, fault })
})

it('qualification per machine (automatic cutter)', async () => {
  const cutter = { machine: 'decoupe-auto', minutes: 4 }
  expect(await lab().work({ ...cutter, member: 'basile', at: '2026-10-12T10:00' })).toMatchObject({
    reason: 'no-qualification',
  })
  expect(await lab().work({ ...cutter, member: 'ninon', at: '2026-10-12T11:00' })).toMatchObject({ verdict: 'granted' })
  expect(await lab().work({ ...cutter, member: 'ninon', at: '2028-01-12T11:00' })).toMatchObject({
    reason: 'no-qualification',
  })
})

it('machine time per order', async () => {
  const { orders } = await statementOf(lab())
  expect(orders).toMatchObject([
    { id: 'commande-2610', payer: { kind: 'organisation', id: 'client-1' }, sessions: 2, running_ms: 30 * 60_000 },
  ])
})

it('availability, downtime by cause', async () => {
  const { ledger, directory } = lab()
  const range = periodRange('2026-10', 'Europe/Paris')
  const report = await machineReport(ledger, directory, range, range.to_ms)
  const open_ms = 22 * 11 * 3_600_000
  const of = (id: string) => report.find(({ machine }) => machine === id)
  expect(of('presse-1')).toMatchObject({
    ...{ open_ms, down_ms: 6 * 60_000, available_percent: 100 },
    causes: [{ code: 'temperature', faults: 1, down_ms: 6 * 60_000 }],
  })
  expect(of('impression-1')).toMatchObject({ open_ms, down_ms: 0, available_percent: 100, causes: [] })
})

it('badge holders who are employees: no individual curves for the employer', async () => {
  const { ledger, ingest, clock, directory } = lab()
  expect(directory.members.get('ninon')).toMatchObject({ employer: 'atelier-agile', organisation: 'atelier-agile' })
  const http = await startHttp({ reads: ledger, writes: ledger, core: ingest, clock })
  try {
    const span = 'from=2026-10-06T00:00:00%2B02:00&to=2026-10-07T00:00:00%2B02:00'
    const get = (path: string) => http.as('treasurer', 'GET', `/api/v1${path}`)
    // who pays sees when a machine ran, and never through whose hands
    const timeline = await get(`/machines/decoupe-auto/timeline?${span}`)
    const { intervals } = (await timeline.json()) as { intervals: { state: string; session: string | null }[] }
    expect(intervals.filter(({ state }) => state === 'running').length).toBeGreaterThan(0)
    expect(intervals.every(({ session }) => session === null)).toBe(true)
    expect((await get(`/utilisation?${span}&by=member`)).status).toBe(422)
  } finally {
    await http.close()
  }
})
