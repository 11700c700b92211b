/** The arrows of `la-coursive-boutaric` in ateliers.md. */
import { expect, it } from 'vitest'
import { buyerOf, peopleOf } from '#server/domain/accounting/parties.ts'
import { atelier, statementOf, usesOf } from '#test/support/arrows.ts'

const lab = atelier('la-coursive-boutaric', async lab => {
  await lab.work({ member: 'wilfried', machine: 'studio-son', at: '2026-09-08T10:00' })
  await lab.work({ member: 'wilfried', machine: 'studio-son', at: '2026-10-06T10:00' })
})

it('the one who badges is not the one who pays', async () => {
  const payers = async (period: string) => (await usesOf(lab(), period)).map(({ member, payer }) => [member, payer.id])
  expect(await payers('2026-09')).toEqual([['wilfried', 'structure-5']])
  expect(await payers('2026-10')).toEqual([['wilfried', 'structure-14']])
  const { payers: owing } = await statementOf(lab())
  const pays = (id: string) => owing.find(({ payer }) => payer.id === id)?.total_cents
  // all of the studios' month, and one part in fourteen of the welcome's 240 €
  expect(pays('structure-14')).toBe(46_000 + 1_714)
  expect(owing.some(({ payer }) => payer.id === 'wilfried')).toBe(false)
})

it('and who pays is of any legal form, a project’s business cooperative (CAE) too', () => {
  const { organisations } = lab().directory
  expect(
    Object.fromEntries(
      Map.groupBy(organisations.values(), one => one.legal_form ?? '')
        .entries()
        .map(([form, all]) => [form, all.length]),
    ),
  ).toEqual({
    ...{ association: 11, 'SCIC SA': 1, EURL: 1, CAE: 1, EPCC: 1 },
  })
  const payer = { kind: 'organisation' as const, id: 'structure-14' }
  const address = { street: '1 rue Boutaric', postal_code: '21000', city: 'Dijon', country: 'FR' }
  const contact = { ...payer, ...address, phone: null, iban: null, mandate: null, mandate_signed: null }
  const { party, problems } = buyerOf(payer, lab().directory, peopleOf([], [contact], [], []))
  expect(party).toMatchObject({ legal_form: 'CAE', status: 'business', payer })
  // Nobody is billed as a business without its number
  expect(problems.map(({ code }) => code)).toEqual(['buyer-siren-missing'])
})

it('floor-area charges only for the nine housed', async () => {
  const { organisations } = await statementOf(lab())
  const rent = organisations.filter(({ lines }) => lines.some(({ pool }) => pool === 'surface'))
  const nine = Array.from({ length: 9 }, (_, i) => `structure-${i + 1}`)
  expect(rent.map(({ id }) => id)).toEqual(nine)
  // 2 680 € over 210 m², by the square metre
  const area = [32, 18, 24, 40, 15, 22, 28, 12, 19]
  for (const [i, { total_cents }] of rent.entries())
    expect(Math.abs(total_cents - ((area[i] ?? 0) * 268_000) / 210)).toBeLessThan(1)
  expect(rent.reduce((total, { total_cents }) => total + total_cents, 0)).toBe(268_000)
})
