/** Two at one machine under one badge: the halves are what the register counted on each side of the pause, to the millisecond. */
import { expect, it } from 'vitest'
import { settle } from '#server/books/settle.ts'
import { atelier, OCTOBER, usesOf } from '#test/support/arrows.ts'

const MINUTE_MS = 60_000
const lab = atelier('gouttes-d-or', async lab => {
  // Awa sews from the first minute to 30 min 4 s, between two samples; Fatou from 36 min 4 s to the badge-out at 61
  const pause = { from_ms: 30 * MINUTE_MS + 4_000, ms: 6 * MINUTE_MS }
  await lab.work({ member: 'awa', machine: 'juki-1', at: '2026-10-06T10:00', minutes: 61, pause })
})

it('splits at the edge of the current by the register, and not by the timeline', async () => {
  const [whole] = (await lab().month(OCTOBER)).month.own
  if (whole === undefined) throw new Error('nobody worked')
  expect(whole).toMatchObject({ grade: 'measured', measures: { running_ms: 54 * MINUTE_MS } })
  const wish = {
    kind: 'split' as const,
    at_ms: lab().at('2026-10-06T10:32'),
    bearers: [
      { to: 'member' as const, member: 'awa' },
      { to: 'member' as const, member: 'fatou' },
    ] as [never, never],
  }
  const order = { period: OCTOBER, by: 'tresor', reason: 'relais sans badge', items: [whole.ref], wish }
  expect(await settle(lab().parts, order)).toMatchObject({ kind: 'settled' })
  expect((await usesOf(lab())).map(({ member, running_ms }) => [member, running_ms])).toEqual([
    ['awa', 29 * MINUTE_MS + 4_000],
    ['fatou', 24 * MINUTE_MS + 56_000],
  ])
  const { decisions } = await lab().ledger.bookedAbout(whole.ref)
  expect(decisions).toMatchObject([{ decision: { kind: 'split', basis: 'register' } }])
  await lab().settleAndClose(OCTOBER)
  expect(await lab().ledger.verify()).toMatchObject({ ok: true, problems: [] })
})
