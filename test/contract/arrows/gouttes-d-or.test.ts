/** The arrows of `gouttes-d-or` in ateliers.md. */
import { expect, it } from 'vitest'
import { periodStatement } from '#server/domain/sharing/statement.ts'
import { atelier, billedBy, linesOf, OCTOBER, statementOf, usesOf } from '#test/support/arrows.ts'

const lab = atelier('gouttes-d-or', async lab => {
  await lab.work({ member: 'awa', machine: 'juki-1', at: '2026-10-06T10:00', minutes: 31 })
  await lab.work({ member: 'fatou', machine: 'juki-1', at: '2026-10-06T11:00', minutes: 11 })
  await lab.work({ member: 'luc', machine: 'impression-1', at: '2026-10-06T12:00', minutes: 11 })
  await lab.work({ member: 'awa', machine: 'juki-1', at: '2026-10-07T10:00', minutes: 21, order: 'commande-jupes' })
})

it('two issuers (association, cooperative), each with its pools, tariffs and invoice series', async () => {
  const { pools, payers } = await statementOf(lab())
  const of = (issuer: string) => pools.filter(pool => pool.issuer === issuer).map(({ id }) => id)
  expect(of('association')).toEqual(['salon'])
  expect(of('fabrique')).toEqual(['decoupe-contrat', 'documentation', 'electricite', 'entretien', 'loyer'])
  const awa = payers.find(({ payer }) => payer.id === 'awa')?.issuers ?? []
  expect(awa.map(({ issuer }) => issuer)).toEqual(['association', 'fabrique'])
  const { issuers, tariffs } = lab().directory
  expect(issuers.get('fabrique')?.invoice_series).toBe('FAB')
  expect(issuers.get('association')?.invoice_series).toBe('ASSO')
  expect(new Set([...tariffs.values()].map(({ issuer }) => issuer))).toEqual(new Set(['fabrique']))
})

it('categories cooperateur, adherent, outside order-givers', async () => {
  const uses = await usesOf(lab())
  expect(uses.map(({ member, category }) => [member, category])).toEqual(
    expect.arrayContaining([
      ['awa', 'cooperateur'],
      ['fatou', 'adherent'],
      ['luc', 'donneur-d-ordre'],
    ]),
  )
  const priced = periodStatement({ directory: billedBy(lab().directory, 'tariff'), period: OCTOBER, uses })
  expect(linesOf(priced, 'awa').map(({ tariff, cents }) => [tariff, cents])).toEqual([['couture-coop', 120]])
  expect(linesOf(priced, 'fatou').map(({ tariff, cents }) => [tariff, cents])).toEqual([['couture', 60]])
})

it('a session carries an order reference; time worked for a cooperative’s order is charged to the order, not to the member', async () => {
  const { orders, members } = await statementOf(lab())
  const own = (await usesOf(lab())).filter(({ order }) => order === 'commande-jupes')
  expect(own).toMatchObject([{ member: 'awa', running_ms: 1_200_000 }])
  const [session] = own.map(use => use.session)
  expect(orders).toMatchObject([
    { id: 'commande-jupes', payer: { kind: 'organisation', id: 'maison-lin' }, sessions: 1 },
  ])
  expect(orders[0]?.lines.flatMap(({ sessions }) => sessions)).toContain(session)
  expect(members.flatMap(({ lines }) => lines.flatMap(({ sessions }) => sessions))).not.toContain(session)
})

it('one pool shared equally (trade fair, commercial service) beside pools shared by use', async () => {
  const statement = await statementOf(lab())
  const share = (member: string, pool: string) =>
    linesOf(statement, member).find(line => line.pool === pool)?.cents ?? 0
  // 25 000 cents among 12 active members, whether they sewed or not
  for (const { id } of statement.members) expect([2_083, 2_084]).toContain(share(id, 'salon'))
  // 18 750 cents by running time: 30 min, 10 min and 20 min for the order
  expect([share('awa', 'entretien'), share('fatou', 'entretien'), share('elena', 'entretien')]).toEqual([
    9_375, 3_125, 0,
  ])
  expect(statement.orders[0]?.lines.find(({ pool }) => pool === 'entretien')?.cents).toBe(6_250)
})
