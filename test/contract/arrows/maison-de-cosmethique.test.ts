/** The arrows of `maison-de-cosmethique` in ateliers.md. */
import { expect, it } from 'vitest'
import { atelier, linesOf, statementOf } from '#test/support/arrows.ts'

const lab = atelier('maison-de-cosmethique', async lab => {
  await lab.work({ member: 'celimene', machine: 'etuve-1', at: '2026-10-06T10:00', minutes: 30 })
  await lab.work({ member: 'essai-2', machine: 'etuve-1', at: '2026-10-06T12:00', minutes: 30 })
})

it('trial access that expires', async () => {
  const trial = { member: 'essai-3', machine: 'remplisseuse-1', minutes: 4 }
  expect(await lab().work({ ...trial, at: '2026-09-14T10:00' })).toMatchObject({ reason: 'pass-expired' })
  expect(await lab().work({ ...trial, at: '2026-10-09T10:00' })).toMatchObject({ verdict: 'granted' })
  expect(await lab().work({ ...trial, at: '2026-10-12T10:00' })).toMatchObject({ reason: 'pass-expired' })
})

it('a club account, and a sponsor that pays for its people', async () => {
  const statement = await statementOf(lab())
  const line = (member: string) => linesOf(statement, member).map(({ tariff, payer }) => [tariff, payer.id])
  expect(line('celimene')).toEqual([['laboratoire', 'club']])
  expect(line('essai-2')).toEqual([['essai', 'mecene']])
  const pays = (id: string) => statement.payers.find(({ payer }) => payer.id === id)?.total_cents ?? 0
  // 1 799 s at 6.50 € an hour; 1 799 s and, after the trial above, 239 s at 2 €
  expect(pays('club')).toBe(325)
  expect(pays('mecene')).toBe(100 + 13)
  expect(statement.payers.every(({ payer }) => payer.kind === 'organisation')).toBe(true)
})
