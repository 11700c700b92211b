import { describe, expect, it } from 'vitest'
import { house, pool, tariff } from '#server/domain/sharing/testing.ts'
import { EXIT_USAGE } from './output.ts'
import { changesOf, type Typed } from './what-if-changes.ts'

const kept = house({ members: [], pools: [pool('loyer', {}), pool('energie', {})], tariffs: [tariff('heure', {})] })

describe('what is typed', () => {
  it('goes over the file term by term, and leaves the rest of it', () => {
    const file = {
      billing: { fab: 'tariff' },
      tariffs: { nuit: { cents_per_hour: 100 } },
      pools: { loyer: { driver: 'equal', amount_cents: 1 }, energie: null },
    }
    const typed = { amount: ['loyer=120000', 'energie=5'], driver: ['energie=sessions'], tariff: ['nuit=200'] }
    expect(changesOf(typed, file, kept)).toEqual({
      billing: { fab: 'tariff' },
      tariffs: { nuit: { cents_per_hour: 200 } },
      pools: { loyer: { driver: 'equal', amount_cents: 120_000 }, energie: { driver: 'sessions', amount_cents: 5 } },
    })
  })

  it.each<[string, Typed, object, string]>([
    ['a pool nobody has', { amount: ['loyers=1'] }, {}, 'there is no pool "loyers": energie, loyer'],
    ['a pool nobody has, by its driver', { driver: ['rent=equal'] }, {}, 'there is no pool "rent": energie, loyer'],
    ['a tariff nobody has', { tariff: ['jour=3'] }, {}, 'there is no tariff "jour": heure'],
    ['an issuer nobody is', { billing: ['fabrique=share'] }, {}, 'there is no issuer "fabrique": fab'],
    ['such an issuer in a file', {}, { billing: { fabrique: 'share' } }, 'there is no issuer "fabrique": fab'],
    ['no pair', { amount: ['loyer'] }, {}, '"loyer" is not written as ID=VALUE'],
    [
      'no number',
      { amount: ['loyer=dear'] },
      {},
      'pools.loyer.amount_cents: Invalid input: expected number, received NaN',
    ],
    ['a file of something else', {}, [], ': Invalid input: expected object, received array'],
  ])('refuses %s, as wrong usage', (_what, typed, file, sentence) => {
    const refused = (): unknown => changesOf(typed, file, kept)
    expect(refused).toThrow(expect.objectContaining({ lines: [sentence], exit_code: EXIT_USAGE }))
  })
})
