/** The money of an atelier file, out and in again. */
import { describe, expect, it } from 'vitest'
import { applyEntry } from '#server/domain/apply.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import { parseAtelier } from '#server/ingest/atelier/parse.ts'
import { atelierFile } from './export-atelier.ts'

const KEY = '0'.repeat(64)
const FILE = {
  ...{
    navette: 1,
    site: 'atelier',
    name: 'Atelier',
    timezone: 'Europe/Paris',
    billing: 'tariff',
    trial_until: '2026-10',
  },
  issuers: [
    {
      ...{ id: 'ancien', name: 'Association', valid_until: '2026-06-30', iban: 'FR76 3000 6000 0112 3456 7890 189' },
      ...{ bic: 'AGRIFRPP', sepa_creditor_id: 'FR72ZZZ123456', invoice_series: 'ANC' },
    },
    {
      ...{ id: 'nouveau', name: 'SCIC', valid_from: '2026-07-01', target_percent: 62.5 },
      vat_regimes: [
        { from: '2026-07-01', regime: 'franchise' },
        { from: '2027-01-01', regime: 'standard' },
      ],
    },
  ],
  machines: [
    { id: 'juki-1', kind: 'piqueuse' },
    { id: 'four-1', kind: 'four' },
  ],
  categories: [{ id: 'coop' }],
  organisations: [{ id: 'atelier-wax' }],
  members: [{ id: 'awa', category: 'coop' }],
  tariffs: [
    { id: 'simple', issuer: 'ancien', valid_from: '2026-01-01', price: 'running', cents_per_hour: 240 },
    {
      ...{ id: 'complet', issuer: 'nouveau', valid_from: '2026-07-01', kinds: ['piqueuse'], first_months: 24 },
      ...{ step_ms: 900_000, minimum_cents: 100, setup_cents: 50, free_ms: 3_600_000, charter: true },
      ...{ cap_day_cents: 2_000, cap_month_cents: 20_000, valid_until: '2026-12-31' },
      components: [
        { measure: 'running', cents_per_hour: 300 },
        { measure: 'idle', cents_per_hour: 60 },
        { measure: 'energy', cents_per_kWh: 25, pool: 'courant' },
      ],
    },
  ],
  pools: [
    { id: 'courant', issuer: 'nouveau', amount_cents: 5_000, driver: 'energy_Wh', kinds: ['four'] },
    {
      ...{
        id: 'loyer',
        issuer: 'nouveau',
        amount_cents: 90_000,
        driver: 'area',
        valid_from: '2026-07',
        valid_until: '2027-06',
      },
      ...{ weights: { awa: 12.5 }, organisation_weights: { 'atelier-wax': 40 }, cooperative: { percent: 12.5 } },
      categories: ['coop'],
    },
  ],
  purchases: [
    { id: 'a1', pool: 'courant', date: '2026-07-03', amount_cents: 4_210, document: 'EDF 7741', label: 'Électricité' },
  ],
  assets: [
    {
      id: 'b1',
      pool: 'courant',
      name: 'Four',
      machine: 'four-1',
      amount_cents: 400_000,
      from: '2026-07',
      months: 84,
      subsidy_cents: 120_000,
    },
  ],
  packs: [{ id: 'dix', issuer: 'nouveau', name: '10 h', time_ms: 36_000_000, price_cents: 9_000, valid_months: 12 }],
  pack_sales: [
    {
      ...{
        id: 'v1',
        pack: 'dix',
        holder: { kind: 'member', id: 'awa' },
        date: '2026-07-02',
        valid_until: '2027-07-02',
      },
      ...{ time_ms: 36_000_000, price_cents: 9_000 },
    },
  ],
  consumables: [{ id: 'vinyle', issuer: 'nouveau', name: 'Vinyle', unit: 'm²', cents_per_unit: 850 }],
  counts: [
    {
      id: 'c1',
      consumable: 'vinyle',
      holder: { kind: 'member', id: 'awa' },
      date: '2026-07-04',
      thousandths: 1_250,
      cents_per_unit: 850,
    },
  ],
  orders: [{ id: 'blouses', issuer: 'nouveau', organisation: 'atelier-wax', category: 'coop' }],
  loans: [
    {
      ...{ id: 'pret', machine: 'juki-1', lender: 'ancien', borrower: 'nouveau', borrower_pool: 'courant' },
      ...{ valid_from: '2026-05-01', cents_per_hour: 120 },
    },
  ],
  balances: [
    { id: 'o1', payer: { kind: 'member', id: 'awa' }, issuer: 'nouveau', date: '2026-07-01', amount_cents: -1_250 },
  ],
}

function read(file: unknown) {
  const parsed = parseAtelier(JSON.stringify(file), emptyDirectory(), KEY)
  if (parsed.kind === 'problems') throw new Error(JSON.stringify(parsed.problems, null, 1))
  return { ...parsed, directory: applyEntry(emptyDirectory(), { type: 'import', facts: parsed.facts }).directory }
}

describe('the money of an atelier', () => {
  it('is exported as it was imported, to the last term', () => {
    const first = read(FILE)
    const written = atelierFile(first.directory, { ...first, mandates: [] })
    const second = read(written)
    expect(second.directory).toEqual(first.directory)
    expect(second.banks).toEqual(first.banks)
    expect(JSON.stringify(first.facts)).not.toMatch(/FR76|AGRIFRPP|FR72/)
  })

  it.each([
    [{ issuers: [{ id: 'x', iban: 'FR7630006000011234567890180' }] }, 'issuers[0].iban'],
    [{ issuers: [{ id: 'x', bic: 'NOPE' }] }, 'issuers[0].bic'],
    [{ issuers: [{ id: 'x', sepa_creditor_id: 'FR73ZZZ123456' }] }, 'issuers[0].sepa_creditor_id'],
    [{ issuers: [{ id: 'x', valid_from: '2026-02-01', valid_until: '2026-01-31' }] }, 'issuers[0].valid_until'],
    [{ tariffs: [{ id: 't' }] }, 'tariffs[0].cents_per_hour'],
    [{ tariffs: [{ id: 't', cents_per_hour: -1 }] }, 'tariffs[0].cents_per_hour'],
    [{ tariffs: [{ id: 't', cents_per_hour: 1e10 }] }, 'tariffs[0].cents_per_hour'],
    [
      {
        tariffs: [
          {
            id: 't',
            components: [
              { measure: 'session', cents_per_hour: 1 },
              { measure: 'idle', cents_per_hour: 1 },
            ],
          },
        ],
      },
      'tariffs[0].components',
    ],
    [{ pools: [{ id: 'p', amount_cents: -1 }] }, 'pools[0].amount_cents'],
    [{ pools: [{ id: 'p', amount_cents: 1, driver: 'weights', weights: {} }] }, 'pools[0].weights'],
    [{ pools: [{ id: 'p', amount_cents: 1, driver: 'area' }] }, 'pools[0].weights'],
    [{ pools: [{ id: 'p', amount_cents: 1, cooperative: { percent: 101 } }] }, 'pools[0].cooperative.percent'],
    [
      { purchases: [{ id: 'a', pool: 'nope', date: '2026-01-01', amount_cents: 1, document: 'd', label: 'l' }] },
      'purchases[0].pool',
    ],
    [
      {
        counts: [
          {
            id: 'a',
            consumable: 'nope',
            holder: { kind: 'order', id: 'no' },
            date: '2026-01-01',
            thousandths: 1,
            cents_per_unit: 1,
          },
        ],
      },
      'counts[0].consumable',
    ],
  ])('refuses %j at %s', (part, path) => {
    const parsed = parseAtelier(JSON.stringify({ ...BARE, ...part }), emptyDirectory(), KEY)
    expect(parsed.kind === 'problems' && parsed.problems.map(problem => problem.path)).toContain(path)
  })

  it('names both tariffs that would price the same machine', () => {
    const tariff = (id: string, more: object) => ({ id, cents_per_hour: 1, valid_from: '2026-01-01', ...more })
    const problems = (tariffs: object[]) => {
      const parsed = parseAtelier(
        JSON.stringify({ ...BARE, billing: 'tariff', machines: [{ id: 'm1', kind: 'k' }, { id: 'm2' }], tariffs }),
        emptyDirectory(),
        KEY,
      )
      return parsed.kind === 'problems' ? parsed.problems.map(problem => problem.message) : []
    }
    expect(problems([tariff('a', { machines: ['m1'] }), tariff('b', { machines: ['m1', 'm2'] })])).toEqual([
      'a and b both price m1 from the same day, and neither is more specific',
    ])
    expect(problems([tariff('a', { machines: ['m1'] }), tariff('b', { kinds: ['k'] })])).toEqual([])
    expect(problems([tariff('a', {}), tariff('b', { valid_from: '2026-02-01' })])).toEqual([])
    expect(problems([tariff('a', {}), tariff('b', { first_months: 24 })])).toEqual([])
    expect(problems([tariff('a', {}), tariff('b', {})])).toHaveLength(1)
  })
})

const BARE = { navette: 1, site: 'atelier', name: 'Atelier', timezone: 'Europe/Paris' }
