/** The arrows of `atelier-agile` in ateliers.md. */
import { expect, it } from 'vitest'
import { atelier, statementOf } from '#test/support/arrows.ts'

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
  await lab.work({ member: 'basile', machine: 'presse-1', at: '2026-10-09T11:00', minutes: 11 })
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
