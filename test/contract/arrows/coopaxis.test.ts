/** The arrow of `coopaxis` in ateliers.md. */
import { expect, it } from 'vitest'
import { viewOrganisation } from '#server/books/organisation.ts'
import { spendingToNote } from '#server/domain/access/spending.ts'
import { atelier, OCTOBER, statementOf, usesOf } from '#test/support/arrows.ts'

const lab = atelier('coopaxis', async lab => {
  await lab.work({ member: 'rosalie', machine: 'laser-1', at: '2026-10-06T10:00', minutes: 61 })
  await lab.work({ member: 'isidore', machine: 'impression-3d-1', at: '2026-10-06T12:00', minutes: 61 })
})

it('organisations with a budget and a spending limit', async () => {
  const lecture = lab().directory.organisations.get('lecture')
  if (lecture === undefined) throw new Error('no organisation')
  expect(lecture.limit_cents_per_month).toBe(35_000)
  const spending = spendingToNote(lab().directory, OCTOBER, await statementOf(lab()))
  const spent = spending.find(({ id }) => id === 'organisation:lecture')?.cents ?? 0
  expect(spent).toBeGreaterThan(900)
  await lab().act({ type: 'spending-noted', spending })
  const traceur = { machine: 'traceur-1', minutes: 4 }
  expect(await lab().work({ ...traceur, member: 'melchior', at: '2026-10-07T10:00' })).toMatchObject({
    verdict: 'granted',
  })
  const organisation = { ...lecture, limit_cents_per_month: spent }
  await lab().act({ type: 'organisation-put', organisation, by: 'tresor' })
  expect(await lab().work({ ...traceur, member: 'melchior', at: '2026-10-07T11:00' })).toMatchObject({
    reason: 'spending-limit',
  })
  expect(await lab().work({ ...traceur, member: 'isidore', at: '2026-10-07T12:00' })).toMatchObject({
    verdict: 'granted',
  })
})

it('each seeing its own use: what it pays and the hours by kind of machine, and nobody’s name, session or hour', async () => {
  const lecture = lab().directory.organisations.get('lecture')
  if (lecture === undefined) throw new Error('no organisation')
  const organisation = { ...lecture, limit_cents_per_month: 35_000, budget_cents_per_year: 200_000 }
  await lab().act({ type: 'organisation-put', organisation, by: 'tresor' })
  const view = await viewOrganisation(lab().parts, OCTOBER, 'lecture')
  // Rosalie's hour at the laser: 9 €, 50 cents to set up, 58.5 s idle at 1.20 € an hour; Melchior's three minutes at 3 €
  expect(view).toMatchObject({
    kinds: [
      { kind: 'laser-cutter', running_ms: 3_600_000, sessions: 1 },
      { kind: 'plotter', running_ms: 180_000, sessions: 1 },
    ],
  })
  const total_cents = 900 + 50 + 2 + 15
  expect(view?.total_cents).toBe(total_cents)
  expect(view?.limit).toEqual({ cents: 35_000, spent_cents: total_cents, left_cents: 35_000 - total_cents })
  expect(view?.budget).toEqual({ cents: 200_000, spent_cents: total_cents, left_cents: 200_000 - total_cents })
  const told = JSON.stringify(view)
  for (const { session, member } of await usesOf(lab())) {
    expect(told).not.toContain(session)
    expect(told).not.toContain(member)
  }
  expect(await viewOrganisation(lab().parts, OCTOBER, 'velos')).toMatchObject({ total_cents: 0, lines: [], kinds: [] })
})

it('each organisation’s own use, and nobody else’s, on its bill', async () => {
  const { payers, members } = await statementOf(lab())
  const total = (id: string) => payers.find(({ payer }) => payer.id === id)?.total_cents
  const of = (...ids: string[]) =>
    members.filter(({ id }) => ids.includes(id)).reduce((cents, { total_cents }) => cents + total_cents, 0)
  expect(total('lecture')).toBe(of('wilfried', 'rosalie', 'melchior'))
  expect(total('maraichers')).toBe(of('isidore', 'desire', 'yseult', 'theodora'))
  expect(total('velos') ?? 0).toBe(0)
})
