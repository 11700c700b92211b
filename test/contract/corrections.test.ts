/**
 * A month under tariffs, closed, then corrected twice: messages through the real ingest, contests through the books, `verify`
 * over all of it. 6 € an hour, half an hour free, never more than 9 € a month; Bo has a pack of two hours.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { answer, contest } from '#server/books/contest.ts'
import { createEconomy } from '#server/economy.ts'
import { OCTOBER } from '#test/support/arrows.ts'
import { AtelierLab } from '#test/support/atelier-lab.ts'

const SEPTEMBER = '2026-09'
const HOUR_MS = 3_600_000
const member = (id: string, uid: string) => ({ id, joined: '2026-01-01', charter_signed: '2026-01-01', badges: [uid] })
const TARIFF = {
  ...{ id: 'heure', valid_from: '2026-01-01', price: 'running', cents_per_hour: 600 },
  ...{ free_ms: HOUR_MS / 2, cap_month_cents: 900 },
}
const ATELIER = {
  ...{ navette: 1, site: 'corrige', name: 'Corrigé', timezone: 'Europe/Paris', currency: 'EUR', billing: 'tariff' },
  issuers: [{ id: 'fabrique', name: 'La Fabrique', vat: 'standard' }],
  profiles: [{ id: 'servo', idle_mA: 90, run_mA: 1030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3000 }],
  machines: [{ id: 'juki', name: 'Piqueuse', kind: 'lockstitch', profile: 'servo' }],
  members: [member('awa', '04A2B3C4D5E680'), member('bo', '04A2B3C4D5E681')],
  tariffs: [TARIFF],
  packs: [{ id: 'deux', name: 'Deux heures', time_ms: 2 * HOUR_MS, price_cents: 1_000 }],
  pack_sales: [
    {
      id: 'v1',
      pack: 'deux',
      holder: { kind: 'member', id: 'bo' },
      date: '2026-08-30',
      time_ms: 2 * HOUR_MS,
      price_cents: 1_000,
    },
  ],
}

let lab: AtelierLab
beforeAll(async () => {
  lab = await AtelierLab.open('corrige', JSON.stringify(ATELIER))
  // 61 minutes of which the machine works 60
  for (const [member, day] of [
    ['awa', '02'],
    ['awa', '03'],
    ['awa', '04'],
    ['bo', '07'],
    ['bo', '08'],
  ] as const)
    await lab.work({ member, machine: 'juki', at: `2026-09-${day}T10:00`, minutes: 61 })
  await lab.settleAndClose(SEPTEMBER)
})
afterAll(() => lab.close())

const totals = async (period: string) => {
  const { members } = (await lab.month(period)).statement
  return Object.fromEntries(members.map(({ id, total_cents }) => [id, total_cents]))
}
const packs = async (period: string) => (await lab.month(period)).statement.packs.map(({ left_ms }) => left_ms)

/** The member's `i`-th session of September turns out not to be theirs; answered in `period`. */
async function takeBack(who: string, i: number, period: string): Promise<void> {
  const uses = (await lab.month(SEPTEMBER)).uses.filter(use => use.member === who)
  const item = uses[i]?.session ?? ''
  const said = await contest(lab.parts, { item, member: who, reason: 'ce n’était pas moi' })
  if (said.kind !== 'contested') throw new Error(JSON.stringify(said))
  const order = {
    period,
    contest: said.n,
    accepted: true,
    wish: { kind: 'waive' } as const,
    by: 'tresor',
    reason: 'vu',
  }
  expect(await answer(lab.parts, order)).toMatchObject({ kind: 'answered' })
}

it('charges the month by quota, cap and pack', async () => {
  // three hours, half of one free: 15 €, capped at 9 €; half an hour free and 1½ hours of the pack
  expect((await lab.ledger.closedStatement(SEPTEMBER))?.members.map(one => [one.id, one.total_cents])).toEqual([
    ['awa', 900],
    ['bo', 0],
  ])
  expect(await packs(OCTOBER)).toEqual([HOUR_MS / 2])
})

it('gives nothing back for an hour that the cap had taken off, and then what the cap leaves', async () => {
  // the rules change after the closing: a correction is made by those of its month
  const tariff = lab.directory.tariffs.get('heure')
  if (tariff === undefined || lab.directory.site === null) throw new Error('no tariff')
  await lab.act({ type: 'tariff-put', tariff: { ...tariff, valid_until: '2026-09-30' }, by: 'tresor' })
  await lab.act({
    type: 'tariff-put',
    tariff: { ...tariff, id: 'double', valid_from: '2026-10-01', cents_per_hour: 1_200 },
    by: 'tresor',
  })
  await takeBack('awa', 0, OCTOBER)
  // two hours, half of one free: 9 €, which the cap does not touch
  expect(await totals(OCTOBER)).toEqual({ awa: 0, bo: 0 })
  await takeBack('awa', 1, OCTOBER)
  // one hour, half of it free: 3 €
  expect(await totals(OCTOBER)).toEqual({ awa: -600, bo: 0 })
})

it('puts the time of a pack back on it', async () => {
  await takeBack('bo', 0, OCTOBER)
  expect(await totals(OCTOBER)).toEqual({ awa: -600, bo: 0 })
  // an hour of which half an hour is free: half an hour of the pack is used
  expect(await packs(OCTOBER)).toEqual([1.5 * HOUR_MS])
  const { lines } = (await lab.month(OCTOBER)).statement.members.find(({ id }) => id === 'bo') ?? { lines: [] }
  expect(lines).toMatchObject([{ adjusts: SEPTEMBER, counted: -HOUR_MS, prepaid_ms: -HOUR_MS, cents: 0 }])
})

it('tells the treasurer the same: month to date, and what another price would change', async () => {
  const economy = createEconomy(lab.ledger, () => lab.directory)
  expect((await economy.overview(OCTOBER)).issuers).toMatchObject([{ issuer: 'fabrique', earned_cents: -600 }])
  // Bo's hour of October is still in the pack he bought in August: at no price does he pay it
  await lab.work({ member: 'bo', machine: 'juki', at: '2026-10-06T10:00', minutes: 121 })
  const dearer = await economy.whatIf(OCTOBER, OCTOBER, { tariffs: { double: { cents_per_hour: 6_000 } } })
  expect(dearer.members).toMatchObject([
    { id: 'awa', before_cents: -600, after_cents: -600 },
    { id: 'bo', before_cents: 0, after_cents: 0 },
  ])
  expect(await packs(OCTOBER)).toEqual([0])
})

it('charges what arrives late by the terms of its own month, after what was corrected before', async () => {
  await lab.settleAndClose(OCTOBER)
  await lab.work({ member: 'awa', machine: 'juki', at: '2026-09-10T10:00', minutes: 61 })
  // two hours of September again: 9 € in all, of which 9 − 6 are paid
  expect(await totals('2026-11')).toEqual({ awa: 600, bo: 0 })
  await lab.settleAndClose('2026-11')
  expect(await lab.ledger.verify()).toMatchObject({ ok: true, problems: [] })
})
