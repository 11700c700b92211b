/** The arrows of `atelier-agile` in ateliers.md. */
import { expect, it } from 'vitest'
import { orderReports } from '#server/domain/sharing/order-report.ts'
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

it('machine time and lead time per order, with steps done outside', async () => {
  const { orders } = await statementOf(lab())
  expect(orders).toMatchObject([
    { id: 'commande-2610', payer: { kind: 'organisation', id: 'client-1' }, sessions: 2, running_ms: 30 * 60_000 },
  ])
  const report = async (today: string) => {
    const reports = orderReports(lab().directory, await lab().ledger.orderTime(), 'Europe/Paris', today)
    return reports.find(({ order }) => order === 'commande-2610')
  }
  // taken on on the fifth, cut on the sixth, at the embroiderer's from the sixth, sewn on the eighth
  expect(await report('2026-10-08')).toMatchObject({
    ...{ began: '2026-10-05', delivered: null, lead_days: 3, outside_days: 2, sessions: 2 },
    machines: [
      { machine: 'decoupe-auto', running_ms: 20 * 60_000 },
      { machine: 'piqueuse-1', running_ms: 10 * 60_000 },
    ],
    steps: [{ partner: 'brodeurs-du-nord', sent: '2026-10-06', back: null, days: 2 }],
  })
  const { orders: known, steps } = lab().directory
  const [order, step] = [known.get('commande-2610'), steps.get('broderie-2610')]
  if (order === undefined || step === undefined) throw new Error('the file has both')
  const by = 'animatrice'
  await lab().act({ type: 'money-put', kind: 'steps', value: { ...step, back: '2026-10-08' }, by })
  await lab().act({ type: 'money-put', kind: 'orders', value: { ...order, delivered: '2026-10-12' }, by })
  // from idea to project in seven days
  expect(await report('2026-11-01')).toMatchObject({ delivered: '2026-10-12', lead_days: 7, outside_days: 2 })
  await expect(
    lab().act({ type: 'money-put', kind: 'orders', value: { ...order, delivered: '2026-10-10' }, by }),
  ).rejects.toThrow('commande-2610 is taken')
})

it('availability, downtime by cause', async () => {
  const { ledger, directory } = lab()
  const range = periodRange('2026-10', 'Europe/Paris')
  const report = await machineReport(ledger, directory, { range, against: 'opening', now_ms: range.to_ms })
  // One since the 9th, the day it was first used; one that nobody used counts all along
  const days = (count: number) => count * 11 * 3_600_000
  const of = (id: string) => report.find(({ machine }) => machine === id)
  expect(of('presse-1')).toMatchObject({
    ...{ open_ms: days(16), down_ms: 6 * 60_000, available_percent: 99.9 },
    causes: [{ code: 'temperature', faults: 1, down_ms: 6 * 60_000 }],
  })
  expect(of('impression-1')).toMatchObject({ open_ms: days(22), down_ms: 0, available_percent: 100, causes: [] })
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
    // signed in itself, it is shown its bill and nothing of the floor
    const asEmployer = async (path: string) => (await http.as('organisation', 'GET', `/api/v1${path}`)).status
    for (const path of [`/machines/decoupe-auto/power?${span}`, `/machines/decoupe-auto/timeline?${span}`])
      expect(await asEmployer(path)).toBe(403)
    for (const path of ['/sessions', '/members', '/machines', '/members/ninon', '/periods/2026-10/statements/ninon'])
      expect(await asEmployer(path)).toBe(403)
  } finally {
    await http.close()
  }
})
