/** The arrows of `dream-act` in ateliers.md. */
import { expect, it } from 'vitest'
import { atelier, linesOf, statementOf, usesOf } from '#test/support/arrows.ts'

const lab = atelier('dream-act', async lab => {
  await lab.work({ member: 'josephine', machine: 'piqueuse-1', at: '2026-10-06T10:00' })
})
const piqueuse = { machine: 'piqueuse-1', minutes: 4 }

it('admission status as a condition of access', async () => {
  expect(await lab().work({ ...piqueuse, member: 'simeon', at: '2026-10-07T10:00' })).toMatchObject({
    reason: 'member-suspended',
  })
  expect(await lab().work({ ...piqueuse, member: 'gudule', at: '2026-06-12T10:00' })).toMatchObject({
    reason: 'member-suspended',
  })
  expect(await lab().work({ ...piqueuse, member: 'gudule', at: '2026-10-07T11:00' })).toMatchObject({
    verdict: 'granted',
  })
})

it('rent by floor area', async () => {
  const statement = await statementOf(lab())
  const rent = statement.members.flatMap(({ id, lines }) =>
    lines.filter(({ pool }) => pool === 'surface').map(({ cents }) => [id, cents]),
  )
  // 142 000 cents over 105.5 m²
  expect(rent).toEqual([
    ['eulalie', 16_152],
    ['leonie', 11_441],
    ['ninon', 13_460],
    ['zephyrin', 20_189],
  ])
  expect(statement.organisations).toMatchObject([{ id: 'dream-act', total_cents: 80_758 }])
})

it('employees beside guests', async () => {
  expect(await lab().work({ ...piqueuse, member: 'invitee', at: '2026-10-08T10:00' })).toMatchObject({
    verdict: 'granted',
  })
  expect(await lab().work({ ...piqueuse, member: 'invitee', at: '2027-01-05T10:00' })).toMatchObject({
    reason: 'pass-expired',
  })
  const payers = new Map((await usesOf(lab())).map(({ member, payer }) => [member, payer]))
  expect(payers.get('josephine')).toEqual({ kind: 'organisation', id: 'dream-act' })
  expect(payers.get('invitee')).toEqual({ kind: 'member', id: 'invitee' })
  expect(linesOf(await statementOf(lab()), 'invitee').map(({ pool }) => pool)).toContain('entretien')
})
