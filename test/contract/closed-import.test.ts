/** A file cannot date a purchase in a closed month, where no statement would ever count it; what stands already comes again. */
import { expect, it } from 'vitest'
import { importAtelier } from '#server/import-atelier.ts'
import { atelier, OCTOBER } from '#test/support/arrows.ts'

const lab = atelier('gouttes-d-or', async lab => {
  await lab.work({ member: 'awa', machine: 'juki-1', at: '2026-10-06T10:00', minutes: 31 })
  lab.now('2026-11-02T08:00')
})
const file = (id: string, date: string) =>
  JSON.stringify({
    ...{ navette: 1, site: 'gouttes-d-or', name: 'Gouttes d’Or', timezone: 'Europe/Paris' },
    purchases: [{ id, pool: 'maintenance', date, amount_cents: 1_000, document: 'F-1', label: 'huile' }],
  })

it('names what comes too late, and takes what is known or dated in an open month', async () => {
  const pool = [...lab().directory.pools.keys()][0] ?? ''
  const told = (id: string, date: string) => importAtelier(lab().ledger, file(id, date).replace('maintenance', pool))
  expect(await told('early', '2026-10-12')).toMatchObject({ kind: 'imported' })
  await lab().settleAndClose(OCTOBER)
  expect(await told('late', '2026-10-12')).toMatchObject({
    kind: 'problems',
    problems: [{ path: 'purchases[0].date', message: expect.stringContaining('2026-10') }],
  })
  expect(await told('early', '2026-10-12')).toMatchObject({ kind: 'imported' })
  expect(await told('open', '2026-11-01')).toMatchObject({ kind: 'imported' })
})
