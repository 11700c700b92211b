/** The arrows of `eco-retoucherie` in ateliers.md. */
import { expect, it } from 'vitest'
import { monthEconomics } from '#server/domain/sharing/break-even.ts'
import { atelier, linesOf, OCTOBER, statementOf, usesOf } from '#test/support/arrows.ts'

const lab = atelier('eco-retoucherie', async lab => {
  await lab.work({ member: 'korentin', machine: 'piqueuse-1', at: '2026-09-29T10:00', minutes: 61 })
  await lab.work({ member: 'korentin', machine: 'piqueuse-1', at: '2026-10-06T10:00', minutes: 181 })
  await lab.work({ member: 'philomene', machine: 'piqueuse-2', at: '2026-10-06T14:00', minutes: 61 })
})

it('target rate of self-financing: month to date against it, and the tariff that would reach it', async () => {
  const uses = await usesOf(lab())
  const { directory } = lab()
  const month = monthEconomics(directory, { period: OCTOBER, uses }).issuers.find(({ issuer }) => issuer === 'groupe')
  // 70 % of 118 000 + 16 200 cents; three hours at 460 and one at 120 have been earned
  expect(month).toMatchObject({ target_percent: 70, target_cents: 93_940, earned_cents: 1_500, missing_cents: 92_440 })
  expect(month?.needed_cents_per_hour).toBe(23_485)
  const factor = month?.needed_factor_thousandths ?? 0
  const at = (thousandths: number) => {
    const tariffs = [...directory.tariffs].map(([id, tariff]) => {
      const cents_per_hour = Math.round((tariff.cents_per_hour * thousandths) / 1_000)
      return [id, { ...tariff, cents_per_hour }] as const
    })
    const then = monthEconomics({ ...directory, tariffs: new Map(tariffs) }, { period: OCTOBER, uses })
    return then.issuers.find(({ issuer }) => issuer === 'groupe')?.missing_cents
  }
  expect(factor).toBeGreaterThan(1_000)
  expect(at(factor)).toBe(0)
  expect(at(factor - 1)).toBeGreaterThan(0)
})

it('change of issuer in mid-year, series closed and opened', async () => {
  const priced = async (period: string) =>
    linesOf(await statementOf(lab(), period), 'korentin').map(({ issuer, tariff, cents }) => [issuer, tariff, cents])
  expect(await priced('2026-09')).toEqual([['porteuse', 'ancien', 380]])
  expect(await priced(OCTOBER)).toEqual([['groupe', 'nouveau', 1_380]])
  const { issuers } = lab().directory
  expect(issuers.get('porteuse')).toMatchObject({ invoice_series: 'POR', valid_until: '2026-09-30' })
  expect(issuers.get('groupe')).toMatchObject({ invoice_series: 'GRP', valid_from: '2026-10-01' })
  const economics = async (period: string) =>
    monthEconomics(lab().directory, { period, uses: await usesOf(lab(), period) }).issuers.map(({ issuer }) => issuer)
  expect(await economics('2026-09')).toEqual(['porteuse'])
  expect(await economics(OCTOBER)).toEqual(['groupe'])
})
