/** The arrows of `la-serre-le-multiple` in ateliers.md. */
import { expect, it } from 'vitest'
import { atelier, linesOf, statementOf, usesOf } from '#test/support/arrows.ts'

const lab = atelier('la-serre-le-multiple', async lab => {
  await lab.work({ member: 'ulysse', machine: 'four-1', at: '2026-10-06T10:00', minutes: 5, after: 116 })
  await lab.work({ member: 'ulysse', machine: 'tour-1', at: '2026-10-07T10:00', minutes: 11 })
  await lab.work({ member: 'basile', machine: 'refendeuse-1', at: '2026-10-07T11:00', minutes: 11 })
  await lab.work({ member: 'isidore', machine: 'raboteuse-1', at: '2026-10-07T12:00', minutes: 11 })
  await lab.work({ member: 'philomene', machine: 'piqueuse-1', at: '2026-10-07T13:00', minutes: 11 })
})

it('machine kinds beyond textile: metering by profile, never by a hard-coded list', async () => {
  const measured = new Map(
    (await usesOf(lab())).map(({ machine, running_ms, grade }) => [machine, [running_ms, grade]]),
  )
  for (const one of ['tour-1', 'refendeuse-1', 'raboteuse-1', 'piqueuse-1'])
    expect([one, measured.get(one)]).toEqual([one, [600_000, 'measured']])
  const kinds = [...lab().directory.machines.values()].map(({ kind }) => kind)
  expect(kinds).toEqual(expect.arrayContaining(['kiln', 'leather-splitter-motor', 'planer', 'servo-lockstitch']))
})

it('a kiln runs unattended after badge-out: never cut, still charged to its session', async () => {
  const firing = (await usesOf(lab())).filter(({ machine }) => machine === 'four-1')
  // one session, nothing unattributed: from the first minute to the end of the firing
  expect(firing).toMatchObject([{ member: 'ulysse', running_ms: 120 * 60_000 }])
  const [kiln] = (await lab().ledger.sessions({ machine: 'four-1', limit: 10, cursor: null })).items
  expect(kiln).toMatchObject({ end_reason: 'badge-out' })
  expect(linesOf(await statementOf(lab()), 'ulysse').find(({ pool }) => pool === 'four')?.cents).toBe(18_400)
})
