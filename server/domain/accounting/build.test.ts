/** Closed statements as documents: nothing is lost between the two, whatever a month holds. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INVOICING, ISSUER } from '#test/support/invoice-lab.ts'
import { FACTS } from '#test/support/ledger-lab.ts'
import { applyEntry } from '../apply.ts'
import { type Directory, emptyDirectory } from '../directory.ts'
import type { StatementLine } from '../sharing/lines.ts'
import type { PeriodStatement } from '../sharing/statement.ts'
import { periodStatement } from '../sharing/statement.ts'
import type { Payer } from '../sharing/use.ts'
import { billedGroups, buildMonth, type MonthToBill } from './build-month.ts'
import { documentProblems } from './check.ts'
import { creditOf } from './credit.ts'
import type { AccountingDocument } from './document.ts'
import { type Draft, finish } from './draft.ts'
import { figuresOf } from './issued.ts'
import { leftOfAll } from './left.ts'
import { peopleOf } from './parties.ts'
import { sumsOf } from './vat.ts'

const NOBODY: Payer = { kind: 'cooperative', id: 'fab' }
const [model] = FACTS.members
if (model === undefined) throw new Error('no member')
const MEMBERS = ['awa', 'bilal', 'chloe']
const ORGANISATIONS = ['scic', 'eurl']

const directory: Directory = applyEntry(emptyDirectory(), {
  type: 'import',
  facts: {
    ...FACTS,
    issuers: [
      { ...ISSUER, invoicing: { ...INVOICING, vat_rates: { ...INVOICING.vat_rates, pools: { books: 5.5 } } } },
      { ...ISSUER, id: 'asso', invoice_series: 'ASSO', vat: 'franchise' },
    ],
    members: MEMBERS.map(id => ({ ...model, id })),
    organisations: ORGANISATIONS.map(id => ({ id, name: id, legal_form: 'SARL', vat: null, siren: '732829320' })),
    badges: [],
  },
}).directory

const address = { street: '3 rue Léon', postal_code: '75018', city: 'Paris', country: 'FR', phone: null }
const contact = { ...address, iban: null, mandate: null, mandate_signed: null }
const people = peopleOf(
  MEMBERS.map(member => ({ member, name: member, email: null })),
  [
    ...MEMBERS.map(id => ({ kind: 'member' as const, id, ...contact })),
    ...ORGANISATIONS.map(id => ({ kind: 'organisation' as const, id, ...contact })),
  ],
  [],
  [],
)

const payer = fc.constantFrom<Payer>(
  ...MEMBERS.map(id => ({ kind: 'member' as const, id })),
  ...ORGANISATIONS.map(id => ({ kind: 'organisation' as const, id })),
  NOBODY,
)
const line = fc.record({
  label: fc.constantFrom('Loyer', 'Juki', 'Livres'),
  cents: fc.integer({ min: -50_000, max: 200_000 }),
  sessions: fc.subarray(['s1', 's2', 's3']),
  kind: fc.constantFrom('share' as const, 'running' as const, 'consumable' as const),
  issuer: fc.constantFrom('fab', 'asso'),
  payer,
  pool: fc.constantFrom('rent', 'books'),
  machine: fc.constantFrom('m1', 'm2'),
  counted: fc.integer({ min: -1e7, max: 1e7 }),
  unit_cents: fc.constantFrom(240, 2_400),
})
const month = fc.record({
  members: fc.array(fc.array(line, { maxLength: 6 }), { minLength: 3, maxLength: 3 }),
  order: fc.array(line, { maxLength: 3 }),
})

function statementOf(members: StatementLine[][], order: StatementLine[]): PeriodStatement {
  const empty = periodStatement({ directory, period: '2026-10', uses: [] })
  const own = (lines: StatementLine[]) => ({ lines, total_cents: 0, running_ms: 0, sessions: 0 })
  return {
    ...empty,
    members: members.map((lines, i) => ({ id: MEMBERS[i] ?? '', doubts: [], ...own(lines) })),
    orders: [{ id: 'o', payer: NOBODY, ...own(order) }],
  }
}

const toBill = (statement: PeriodStatement): MonthToBill => ({
  ...{ directory, people, statement, statement_hash: 'a'.repeat(64), closed_n: 1, past: [] },
  groups: billedGroups(directory, statement),
  daysOf: () => [],
})

const issued = (draft: Draft, sequence: number): AccountingDocument =>
  finish({ ...draft, problems: [] }, { series: 'FAB-2026', sequence, logo: null, issue_date: '2026-11-03' }, directory)

describe('a closed month as documents', () => {
  it('bills exactly what the statement says, payer by payer and issuer by issuer', () => {
    fc.assert(
      fc.property(month, ({ members, order }) => {
        const statement = statementOf(members, order)
        const { drafts, nothing } = buildMonth(toBill(statement))
        const owed = new Map<string, number>()
        for (const one of [...members.flat(), ...order]) {
          const key = `${one.issuer}/${one.payer.kind}/${one.payer.id}`
          if (one.payer.kind !== 'cooperative') owed.set(key, (owed.get(key) ?? 0) + one.cents)
        }
        for (const { issuer, payer: to, kind, net_cents } of drafts) {
          const key = `${issuer}/${to.kind}/${to.id}`
          expect(kind === 'invoice' ? net_cents : -net_cents).toBe(owed.get(key))
          owed.delete(key)
        }
        for (const { issuer, payer: to } of nothing) {
          expect(owed.get(`${issuer}/${to.kind}/${to.id}`)).toBe(0)
          owed.delete(`${issuer}/${to.kind}/${to.id}`)
        }
        expect([...owed.keys()]).toEqual([])
      }),
    )
  })
  it('makes documents that add up, and credit notes of what comes to less than nothing', () => {
    fc.assert(
      fc.property(month, ({ members, order }) => {
        const { drafts } = buildMonth(toBill(statementOf(members, order)))
        for (const [i, draft] of drafts.entries()) {
          const document = issued(draft, i + 1)
          expect(documentProblems(document)).toEqual([])
          expect(document.gross_cents).toBeGreaterThanOrEqual(0)
          if (draft.kind === 'credit-note')
            expect(draft.problems.map(({ code }) => code)).toEqual(['nothing-to-credit'])
        }
      }),
    )
  })
  it('may be credited in any parts, which come to the whole, VAT included', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 8 })
    const amounts = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(amounts, parts, (cents, wishes) => {
        const lines = cents.map((one, i) => ({
          ...{ label: `${i}`, cents: one, sessions: [], kind: 'share' as const, issuer: 'fab', counted: 1 },
          ...{ payer: { kind: 'member' as const, id: 'awa' }, pool: i % 2 === 0 ? 'rent' : 'books' },
        }))
        const [draft] = buildMonth(toBill(statementOf([lines, [], []], []))).drafts
        if (draft === undefined) throw new Error('nothing to issue')
        const documents = [issued(draft, 1)]
        const [invoice] = documents
        if (invoice === undefined) throw new Error('nothing was issued')
        for (const [i, wish] of [...wishes, null].entries()) {
          const line_id = `${(i % cents.length) + 1}`
          const credited = creditOf(invoice, wish === null ? null : [{ line: line_id, net_cents: wish }], documents)
          if (credited.kind === 'problem') continue
          const paper = draft.paper
          const note = issued({ ...draft, ...credited.content, ...sumsOf(credited.content.vat_totals), paper }, i + 2)
          expect(documentProblems(note)).toEqual([])
          documents.push(note)
        }
        expect(leftOfAll(documents.map(figuresOf)).get(invoice.number)).toBe(0)
      }),
    )
  })
})

describe('the buyer’s own order (L441-9, I Code de commerce)', () => {
  const scic: Payer = { kind: 'organisation', id: 'scic' }
  const work = { label: 'Juki', cents: 1_000, sessions: ['s1'], kind: 'running' as const, issuer: 'fab', payer: scic }
  const ordered = (standing: string | null, ...numbers: (string | null)[]): [string | undefined, string[]] => {
    const [scic_facts] = [...directory.organisations.values()]
    const orders = numbers.map((purchase_order, i) => ({
      ...{ id: `o${i}`, name: `Série ${i}`, issuer: 'fab', organisation: 'scic', category: null, purchase_order },
    }))
    const with_orders: Directory = {
      ...directory,
      orders: new Map(orders.map(one => [one.id, one])),
      organisations: new Map([
        ['scic', { ...scic_facts, id: 'scic', name: 'scic', purchase_order: standing } as never],
      ]),
    }
    const statement = {
      ...statementOf([[], [], []], []),
      orders: orders.map(({ id }) => ({
        ...{ id, payer: scic, lines: [work], total_cents: 1_000, running_ms: 0, sessions: 1 },
      })),
    }
    const { drafts } = buildMonth({
      ...toBill(statement),
      directory: with_orders,
      groups: billedGroups(with_orders, statement),
    })
    const document = issued(drafts[0] as Draft, 1)
    return [document.buyer.purchase_order, document.lines.map(({ label }) => label)]
  }

  it('stands at the head where there is one, and with the lines of its order', () => {
    expect(ordered(null, 'BC-7')).toEqual(['BC-7', ['Série 0 (bon de commande BC-7) : Juki']])
    expect(ordered('MARCHÉ-1', 'BC-7')[0]).toBe('MARCHÉ-1')
  })
  it('stands with the lines alone where there are several', () => {
    expect(ordered(null, 'BC-7', 'BC-8')).toEqual([
      undefined,
      ['Série 0 (bon de commande BC-7) : Juki', 'Série 1 (bon de commande BC-8) : Juki'],
    ])
    expect(ordered(null, 'BC-7', null)[0]).toBeUndefined()
    expect(ordered(null, null)).toEqual([undefined, ['Série 0 : Juki']])
  })
})
