/** The arrows of `fashion-green-hub` in ateliers.md. */
import { expect, it } from 'vitest'
import { atelier, linesOf, statementOf } from '#test/support/arrows.ts'

const lab = atelier('fashion-green-hub', async lab => {
  await lab.work({ member: 'melchior', machine: 'brodeuse-1', at: '2026-10-06T10:00', minutes: 61 })
  await lab.work({ member: 'yseult', machine: 'piqueuse-1', at: '2026-10-06T12:00', minutes: 61 })
})

it('one group of members in two legal persons', async () => {
  const statement = await statementOf(lab())
  const issuers = (member: string) => new Set(linesOf(statement, member).map(({ issuer }) => issuer))
  expect(issuers('yseult')).toEqual(new Set(['association']))
  expect(issuers('melchior')).toEqual(new Set(['societe']))
  expect(statement.payers.map(({ payer }) => payer)).toEqual(
    expect.arrayContaining([
      { kind: 'member', id: 'yseult' },
      { kind: 'organisation', id: 'equipe' },
    ]),
  )
})

it('a machine lent from one issuer to another', async () => {
  const { internal, pools } = await statementOf(lab())
  const of = { loan: 'pret-brodeuse', lender: 'association', borrower: 'societe', machine: 'brodeuse-1' }
  expect(internal).toEqual([{ ...of, running_ms: 3_600_000, cents: 350 }])
  expect(pools.map(({ id, amount_cents, shared_cents }) => [id, amount_cents, shared_cents])).toEqual([
    ['atelier-societe', 74_350, 74_350],
    ['lieu', 96_000, 96_000],
    ['machines-asso', 17_650, 17_650],
  ])
})
