/** The arrow of `maison-incubation-ess` in ateliers.md. */
import { expect, it } from 'vitest'
import { atelier, linesOf, statementOf } from '#test/support/arrows.ts'

const lab = atelier('maison-incubation-ess', async lab => {
  await lab.work({ member: 'quentin', machine: 'scie-1', at: '2026-10-06T10:00' })
  await lab.work({ member: 'celimene', machine: 'piqueuse-1', at: '2026-10-06T11:00' })
  await lab.work({ member: 'josephine', machine: 'riso-1', at: '2026-10-06T12:00' })
})

it('several organisations, one roof: common pools above, each organisation’s own below', async () => {
  const statement = await statementOf(lab())
  expect(statement.organisations.map(({ id, lines }) => [id, lines.map(({ pool, cents }) => [pool, cents])])).toEqual([
    ['couture', [['toit', 57_400]]],
    ['papier', [['toit', 41_000]]],
    ['recup', [['toit', 65_600]]],
  ])
  const own = (member: string) =>
    linesOf(statement, member)
      .filter(({ pool }) => pool !== 'internet')
      .map(({ issuer, pool, cents }) => [issuer, pool, cents])
  expect(own('quentin')).toEqual([['atelier-recup', 'bois', 21_000]])
  expect(own('celimene')).toEqual([['atelier-couture', 'fil', 17_000]])
  expect(own('josephine')).toEqual([['atelier-papier', 'papier', 14_500]])
  const owed = (id: string) =>
    statement.payers.find(({ payer }) => payer.id === id)?.issuers.map(({ issuer }) => issuer)
  expect(owed('recup')).toEqual(['atelier-recup', 'maison'])
  expect(owed('papier')).toEqual(['atelier-papier', 'maison'])
})
