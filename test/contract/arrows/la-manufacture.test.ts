/** The arrows of `la-manufacture` in ateliers.md. */
import { expect, it } from 'vitest'
import { atelier } from '#test/support/arrows.ts'

const lab = atelier('la-manufacture', async () => undefined)
const engraving = { machine: 'gravure-1', minutes: 4 }

it('day pass: a badge valid for dates and hours', async () => {
  const visitor = { ...engraving, member: 'visiteur-jour' }
  expect(await lab().work({ ...visitor, at: '2026-11-23T10:00' })).toMatchObject({ reason: 'pass-expired' })
  expect(await lab().work({ ...visitor, at: '2026-11-24T10:00' })).toMatchObject({ verdict: 'granted' })
  expect(await lab().work({ ...visitor, at: '2026-11-25T10:00' })).toMatchObject({ reason: 'pass-expired' })
  // Tuesdays and Thursdays from nine to six
  const incubated = { ...engraving, member: 'simeon' }
  expect(await lab().work({ ...incubated, at: '2026-10-06T10:00' })).toMatchObject({ verdict: 'granted' })
  expect(await lab().work({ ...incubated, at: '2026-10-06T18:30' })).toMatchObject({ reason: 'pass-expired' })
  expect(await lab().work({ ...incubated, at: '2026-10-07T10:00' })).toMatchObject({ reason: 'pass-expired' })
})

it('a supervised session that one animateur opens for a group', async () => {
  const pyrography = { machine: 'pyrograveur-1', minutes: 11 }
  expect(await lab().work({ ...pyrography, member: 'josephine', at: '2026-11-25T09:40' })).toMatchObject({
    reason: 'reserved',
  })
  expect(await lab().work({ ...pyrography, member: 'octave', at: '2026-11-25T10:00' })).toMatchObject({
    verdict: 'granted',
  })
  const { items } = await lab().ledger.sessions({ machine: 'pyrograveur-1', limit: 10, cursor: null })
  expect(items).toMatchObject([{ member: 'octave', event: 'classe-cm1' }])
  expect(lab().directory.events.get('classe-cm1')).toMatchObject({ guests: 24, leader: 'octave' })
})

it('minors: no machine with accessible moving parts', async () => {
  const minor = { member: 'ulysse', minutes: 4 }
  // qualified for all three of them, and refused
  for (const [i, machine] of ['scie-1', 'perceuse-1', 'piqueuse-1'].entries())
    expect(await lab().work({ ...minor, machine, at: `2026-10-08T1${i}:00` })).toMatchObject({
      reason: 'no-qualification',
    })
  expect(await lab().work({ ...minor, machine: 'gravure-1', at: '2026-10-08T14:00' })).toMatchObject({
    verdict: 'granted',
  })
  expect(await lab().work({ member: 'octave', machine: 'scie-1', at: '2026-10-08T15:00' })).toMatchObject({
    verdict: 'granted',
  })
})
