import { describe, expect, it } from 'vitest'
import { exportedIssuers } from '#server/cli/export-money.ts'
import { applyEntry } from '#server/domain/apply.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import { parseAtelier } from './parse.ts'

const KEY = 'k'.repeat(64)
const INVOICING = { address: { street: '14 rue des Gardes', postal_code: '75018', city: 'Paris' } }

const issuer = (invoicing: object, more: object = {}) => ({
  ...{ id: 'fab', invoice_series: 'FAB', siren: '903 145 274', ...more },
  invoicing: { ...INVOICING, ...invoicing },
})
const read = (one: object, more: object = {}) =>
  parseAtelier(
    JSON.stringify({
      ...{ navette: 1, site: 'demo', name: 'Démo', timezone: 'Europe/Paris', issuers: [one] },
      ...more,
    }),
    emptyDirectory(),
    KEY,
  )
const problems = (one: object): string[] => {
  const told = read(one)
  return told.kind === 'problems' ? told.problems.map(({ path, message }) => `${path} ${message}`) : []
}

describe('invoice settings of an atelier file', () => {
  it('are filled with what the law or caution says, and off where the accountant must speak', () => {
    const told = read(issuer({ vat_number: 'FR 18 903145274' }))
    if (told.kind !== 'facts') throw new Error(JSON.stringify(told))
    const [fab] = told.facts.issuers
    expect(fab?.siren).toBe('903145274')
    expect(fab?.invoicing).toMatchObject({
      ...{ vat_number: 'FR18903145274', numbering: 'yearly', last_number: null, credit_series: null },
      ...{ exemption: null, vat_on_debits_from: null, penalty_percent: null, collect: 'transfer', payment_days: 30 },
      vat_rates: { default: 20, kinds: {}, pools: {}, tariffs: {} },
    })
  })
  it('come out of an export as they went in', () => {
    const settings = {
      ...{ vat_rates: { default: 20, kinds: { consumable: 5.5 }, pools: {}, tariffs: {} }, penalty_percent: 12.15 },
      exemption: {
        basis: 'stated',
        confirmed: '2026-01-15',
        code: 'VATEX-FR-CGI261-7',
        text: 'Exonéré, art. 261, 7 du CGI',
      },
    }
    const once = read(issuer(settings))
    if (once.kind !== 'facts') throw new Error(JSON.stringify(once))
    const { directory } = applyEntry(emptyDirectory(), { type: 'import', facts: once.facts })
    const again = read(exportedIssuers(directory, [])[0] ?? {})
    if (again.kind !== 'facts') throw new Error(JSON.stringify(again))
    expect(again.facts.issuers).toEqual(once.facts.issuers)
  })
  const zero = { percent: 0, code: null, text: 'Exonéré' }
  it.each<[string, object, RegExp[]]>([
    [
      'a rate France does not have',
      { vat_rates: { default: 19.6 } },
      [/vat_rates.default is no VAT rate in force in France: 20, 10, 5.5, 2.1/],
    ],
    ['0 without its reason', { vat_rates: { default: 0 } }, [/vat_rates.default says why nothing is due/]],
    ['0 with its reason', { vat_rates: { default: zero } }, []],
    [
      'a pool that is not there',
      { vat_rates: { pools: { nowhere: 20 } } },
      [/vat_rates.pools.nowhere there is no pool/],
    ],
    ['a SIRET’s check digit', { siret: '90314527400011' }, [/siret is no SIRET/]],
    ['a VAT number’s key', { vat_number: 'FR19903145274' }, [/vat_number is no VAT number/]],
    ['a last number of another series', { last_number: 'FAC-2026-0041' }, [/last_number is no number of series FAB/]],
    ['a last number of this one', { last_number: 'FAB-2026-0041' }, []],
    ['more than 45 days', { payment_days: 46 }, [/payment_days is more than 45 days: Code de commerce L441-10/]],
    ['a misspelt field', { penalty_percnt: 12 }, [/issuers\[0\].invoicing .*penalty_percnt/]],
    ['an exemption nobody confirmed', { exemption: { basis: 'cost-sharing' } }, [/exemption.confirmed/]],
    ['no address', { address: undefined }, [/invoicing.address/]],
  ])('%s', (_what, settings, expected) => {
    const found = problems(issuer(settings))
    expect(found).toHaveLength(expected.length)
    for (const [i, pattern] of expected.entries()) expect(found[i]).toMatch(pattern)
  })
  it('checks the numbers of a person who trades, and keeps them beside the chain', () => {
    const members = [{ id: 'chloe', trade_name: 'Chloé EI', siren: '908 112 642' }]
    const told = read(issuer({}), { members })
    if (told.kind !== 'facts') throw new Error(JSON.stringify(told))
    expect(told.contacts).toMatchObject([{ kind: 'member', id: 'chloe', trade_name: 'Chloé EI', siren: '908112642' }])
    expect(JSON.stringify(told.facts)).not.toContain('908112642')
    const wrong = read(issuer({}), { members: [{ id: 'chloe', siren: '908112643' }] })
    expect(wrong).toMatchObject({ kind: 'problems', problems: [{ path: 'members[0].siren' }] })
  })
})
