import { describe, expect, it } from 'vitest'
import { applyEntry } from '../apply.ts'
import { emptyDirectory, type IssuerFacts } from '../directory.ts'
import { refusalOf } from '../who/refusal.ts'
import { changedIssuer, INVOICING, type IssuerChange, newIssuer } from './issuer-change.ts'
import { issuerFlaws } from './settings-flaws.ts'

const address = { street: '14 rue des Gardes', postal_code: '75018', city: 'Paris', country: 'FR' }
const coop: IssuerFacts = {
  ...newIssuer('coop'),
  ...{ siren: '903145274', invoice_series: 'FAB', invoicing: { ...INVOICING, address } },
}
const asso: IssuerFacts = { ...newIssuer('asso'), invoice_series: 'ASSO' }
const directory = { ...emptyDirectory(), issuers: new Map([coop, asso].map(one => [one.id, one])) }
const flaws = (change: IssuerChange, begun = false) =>
  issuerFlaws(changedIssuer(coop, 'coop', change), coop, directory, () => begun).map(
    ({ path, code }) => `${path} ${code}`,
  )
const invoicing = (more: NonNullable<IssuerChange['invoicing']>): IssuerChange => ({ invoicing: more })

describe('what is set of an issuer by hand', () => {
  it('is changed field by field: two who change different things both keep their word', () => {
    const one = applyEntry(directory, {
      ...{ type: 'issuer-changed', issuer: 'coop', by: 'a', change: invoicing({ payment_days: 45 }) },
    })
    const { directory: both } = applyEntry(one.directory, {
      ...{ type: 'issuer-changed', issuer: 'coop', by: 'b', change: invoicing({ email: 'compta@coop.example' }) },
    })
    const after = both.issuers.get('coop')
    expect(after?.invoicing).toMatchObject({ payment_days: 45, email: 'compta@coop.example', address })
    expect(after).toMatchObject({ siren: '903145274', invoice_series: 'FAB' })
  })
  it('makes a new issuer with what the law says and nothing that an accountant has to', () => {
    const { directory: after } = applyEntry(directory, {
      ...{ type: 'issuer-changed', issuer: 'scic', by: 'a' },
      change: { name: 'La SCIC', invoicing: { address } },
    })
    expect(after.issuers.get('scic')).toMatchObject({
      ...{ id: 'scic', name: 'La SCIC', vat: 'standard' },
      invoicing: { exemption: null, vat_on_debits_from: null, penalty_percent: null, collect: 'transfer' },
    })
  })
  it.each<[string, IssuerChange, string[]]>([
    ['a SIREN’s check digit', { siren: '903145275' }, ['siren wrong-siren']],
    ['a SIRET’s', invoicing({ siret: '90314527400011' }), ['invoicing.siret wrong-siret']],
    ['a SIRET of somebody else', invoicing({ siret: '79962140400018' }), ['invoicing.siret number-of-another-siren']],
    ['a VAT number’s key', invoicing({ vat_number: 'FR19903145274' }), ['invoicing.vat_number wrong-vat-number']],
    [
      'a rate France does not have',
      invoicing({ vat_rates: { default: 19.6, kinds: {}, pools: {}, tariffs: {} } }),
      ['invoicing.vat_rates.default no-such-vat-rate'],
    ],
    [
      'settings before an address',
      invoicing({ address: { ...address, street: ' ' } }),
      ['invoicing.address address-first'],
    ],
    ['the series of another issuer', { invoice_series: 'ASSO' }, ['invoice_series series-taken']],
    [
      'credit notes in the invoices’ own',
      invoicing({ credit_series: 'FAB' }),
      ['invoicing.credit_series series-of-the-invoices'],
    ],
    [
      'a regime twice from one day',
      { vat_regimes: ['standard', 'franchise'].map(regime => ({ from: '2027-01-01', regime })) },
      ['vat_regimes.1.from date-twice'],
    ],
    [
      'a formal reminder before the friendly one',
      { collecting: { reminder_days: { friendly: 30, second: null, formal: 20 } } },
      ['collecting.reminder_days reminders-out-of-order'],
    ],
    ['nothing wrong', invoicing({ siret: '90314527400010', vat_number: 'FR18903145274' }), []],
  ])('%s', (_what, change, expected) => expect(flaws(change)).toEqual(expected))

  it('lets the old books be continued until the first document is out', () => {
    const continued = invoicing({ last_number: 'FAB-2026-0041' })
    expect(flaws(continued)).toEqual([])
    expect(flaws(continued, true)).toEqual(['invoicing.last_number series-begun'])
    expect(flaws(invoicing({ numbering: 'continuous' }), true)).toEqual(['invoicing.last_number series-begun'])
    expect(flaws(invoicing({ payment_days: 45 }), true)).toEqual([])
  })
  it('is judged again where it is written: of two at once who take one series, the second is refused', () => {
    const take = (issuer: string) =>
      ({ type: 'issuer-changed', issuer, change: { invoice_series: 'NEUF' }, by: 'x' }) as const
    expect(refusalOf(directory, take('coop'))).toBeNull()
    const { directory: after } = applyEntry(directory, take('coop'))
    expect(refusalOf(after, take('asso'))).toMatchObject({ kind: 'refused', code: 'series-taken' })
  })
})
