/** The arrows of `boulevard-des-coccinelles` in ateliers.md. */
import { expect, it } from 'vitest'
import { atelier, linesOf, statementOf, usesOf } from '#test/support/arrows.ts'

const SCHOOL = 'badge-ecole-tilleuls'
const lab = atelier('boulevard-des-coccinelles', async lab => {
  await lab.work({ member: SCHOOL, machine: 'visseuse-1', at: '2026-10-06T10:00', minutes: 30 })
  await lab.work({ member: 'zephyrin', machine: 'visseuse-1', at: '2026-10-06T11:00', minutes: 10 })
})

it('a tool without a sensor, by elapsed time', async () => {
  const uses = (await usesOf(lab())).map(({ member, grade, session_ms }) => [member, grade, session_ms])
  expect(uses).toEqual([
    [SCHOOL, 'elapsed', 1_798_500],
    ['zephyrin', 'elapsed', 598_500],
  ])
  const statement = await statementOf(lab())
  const tools = (member: string) => linesOf(statement, member).find(({ pool }) => pool === 'outils')?.cents ?? 0
  expect(tools(SCHOOL) + tools('zephyrin')).toBe(16_500)
  expect(tools(SCHOOL)).toBe(Math.round((16_500 * 1_798_500) / 2_397_000))
})

it('a badge of an institution, no name behind it', async () => {
  expect(lab().directory.members.get(SCHOOL)).toMatchObject({ kind: 'institution', organisation: 'ecole-tilleuls' })
  const person = (await lab().ledger.persons()).find(({ member }) => member === SCHOOL)
  expect([person?.name ?? null, person?.email ?? null]).toEqual([null, null])
})

it('a sponsor pays', async () => {
  const { payers } = await statementOf(lab())
  const pays = (id: string) => payers.find(({ payer }) => payer.id === id)?.total_cents ?? 0
  // 1 798.5 s of 2 397 s: 123.80 € of the tools' 165 €, and 7.20 € of insurance for each of three institutions
  expect(pays('mecene')).toBe(12_380 + 3 * 720)
  expect(pays('zephyrin')).toBe(16_500 - 12_380 + 720)
  expect(pays('ecole-tilleuls')).toBe(0)
  expect((await usesOf(lab())).map(({ payer }) => payer.id)).toEqual(['mecene', 'zephyrin'])
})
