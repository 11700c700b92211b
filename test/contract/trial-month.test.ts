/** *Mois à blanc*: everything is computed and nothing closes; going live, what was on trial stays without consequence. */
import { expect, it } from 'vitest'
import { closePeriod } from '#server/books/close.ts'
import { atelier, OCTOBER } from '#test/support/arrows.ts'

const SEPTEMBER = '2026-09'
const lab = atelier('gouttes-d-or', async lab => {
  await lab.act({ type: 'trial-set', until: SEPTEMBER, by: 'tresor' })
  await lab.work({ member: 'awa', machine: 'juki-1', at: '2026-09-08T10:00', minutes: 61 })
  lab.now('2026-10-02T08:00')
})
const closing = (period: string) => closePeriod(lab().parts, { period, by: 'tresor', statement_hash: null })

it('computes the month and refuses to close it', async () => {
  const { statement } = await lab().month(SEPTEMBER)
  expect(statement.trial).toBe(true)
  expect(statement.members.find(({ id }) => id === 'awa')?.total_cents).toBeGreaterThan(0)
  expect(await closing(SEPTEMBER)).toEqual({ kind: 'refused', refusal: { kind: 'on-trial', until: SEPTEMBER } })
})

it('closes the first month that counts, and charges nothing that comes late of the trial', async () => {
  await lab().work({ member: 'awa', machine: 'juki-1', at: '2026-10-06T10:00', minutes: 31 })
  expect((await lab().settleAndClose(OCTOBER)).trial).toBe(false)
  await lab().work({ member: 'awa', machine: 'juki-1', at: '2026-09-09T10:00', minutes: 121 })
  const november = await lab().month('2026-11')
  expect(november.uses).toEqual([])
  expect(november.queue).toEqual([])
  expect(await lab().ledger.verify()).toMatchObject({ ok: true, problems: [] })
})
