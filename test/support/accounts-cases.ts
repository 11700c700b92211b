/** Documents, payments and what comes of them, as the accounts hold them: hand-written ones and random ones. */
import fc from 'fast-check'
import { accountKey, accountsOf } from '#server/domain/accounting/balance.ts'
import type { Booked } from '#server/domain/accounting/booked.ts'
import type { AccountingDocument, DocumentLine, VatTotal } from '#server/domain/accounting/document.ts'
import type { AccountsEntry, IssuedEntry } from '#server/domain/accounting/entries.ts'
import { figuresOf } from '#server/domain/accounting/issued.ts'
import type { Payment } from '#server/domain/accounting/payment-entries.ts'
import { sumsOf, vatTotals } from '#server/domain/accounting/vat.ts'
import { writeOffOf } from '#server/domain/accounting/write-off.ts'

const address = { lines: ['3 rue de la Goutte d’Or'], postcode: '75018', city: 'Paris', country: 'FR' }
const EXEMPT = { code: 'VATEX-FR-FRANCHISE', text: 'TVA non applicable, art. 293 B du CGI' }

export const lineCase = (net_cents: number, rate_bp: number, more: Partial<DocumentLine> = {}): DocumentLine => ({
  ...{ id: '1', label: 'Temps machine', detail: null, quantity_ten_thousandths: 10_000, unit: 'C62', net_cents },
  ...{ unit_price_mc: Math.abs(net_cents) * 1_000, kind: 'running', pool: null, machine: null, member: null },
  ...{ order: null, adjusts: null, credits: null, sessions: [] },
  vat: rate_bp === 0 ? { category: 'E', rate_bp, exemption: EXEMPT } : { category: 'S', rate_bp, exemption: null },
  ...more,
})

export type DocumentCase = Partial<AccountingDocument> & { number: string; lines: DocumentLine[]; payer?: string }

export function documentCase({ payer = 'awa', ...more }: DocumentCase): AccountingDocument {
  const totals: VatTotal[] = vatTotals(more.lines)
  const sums = sumsOf(totals)
  const person = { id: payer, legal_form: null, siren: null, siret: null, vat_number: null, email: null }
  return {
    ...{ edition: 1, kind: 'invoice', series: 'FAB-2026', sequence: 1, issuer: 'fabrique', issue_date: '2026-11-02' },
    ...{ period: '2026-10', reason: 'month', refers_to: [], operation: 'services', vat_on_debits: false },
    seller: {
      ...{ id: 'fabrique', name: 'La Fabrique', legal_form: 'SCIC', address, siren: '732829320', siret: null },
      ...{ vat_number: 'FR44732829320', email: 'tresor@fabrique.example', capital_cents: 1_850_000 },
      ...{ register: 'RCS Paris', iban: 'FR1420041010050500013M02606', bic: null },
    },
    buyer: { ...person, name: `Née ${payer}`, address, payer: { kind: 'member', id: payer }, status: 'consumer' },
    ...{ vat_totals: totals, ...sums, prepaid_cents: 0, due_cents: sums.gross_cents },
    terms: {
      ...{ due_date: '2026-12-02', penalty_rate_bp: null, discount: 'Pas d’escompte.', recovery_cents: null },
      means: { kind: 'transfer' },
    },
    ...{ mentions: [], days: [], statement_hash: null, closed_n: null },
    ...more,
  }
}

export const issuedCase = (document: AccountingDocument): IssuedEntry => ({
  ...figuresOf(document),
  ...{ draft: document.number, document_hash: '', series_chain: '', by: 'x' },
})

export const paidCase = (payment: Partial<Payment> & { id: string; amount_cents: number }): AccountsEntry => ({
  ...{ type: 'paid', issuer: 'fabrique', line: null, by: 'x' },
  payment: {
    ...{ payer: { kind: 'member', id: 'awa' }, date: '2026-11-10', method: 'transfer', allocations: [] },
    ...{ reference: null, run: null, ...payment },
  },
})

/** In the order given; each on the day it is dated. */
export function bookedCase(entries: readonly AccountsEntry[]): Booked[] {
  let date = '2026-11-02'
  return entries.map((entry, i) => {
    if (entry.type === 'issued') date = entry.issue_date
    else if (entry.type === 'paid') date = entry.payment.date
    else if ('date' in entry) date = entry.date
    return { n: 101 + i, date, booked_date: date, entry }
  })
}

export type AccountsCase = { documents: Map<string, AccountingDocument>; booked: Booked[] }

const cents = fc.integer({ min: 1, max: 40_000 })
const rate = fc.constantFrom(2_000, 1_000, 550, 0)
const line = fc
  .record({ cents: fc.oneof({ weight: 5, arbitrary: cents }, { weight: 1, arbitrary: cents.map(n => -n) }), rate })
  .map(one => lineCase(one.cents, one.rate))
const bill = fc.record({
  payer: fc.constantFrom('awa', 'bilal'),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  operation: fc.constantFrom('services' as const, 'goods' as const, 'mixed' as const),
  vat_on_debits: fc.boolean(),
  /** a credit note of the document before it of the same payer, by this part of it in per cent; null: an invoice */
  credits: fc.option(fc.integer({ min: 1, max: 100 }), { nil: null }),
})
const move = fc.record({
  kind: fc.constantFrom(...(['paid', 'paid', 'allocated', 'returned', 'refund', 'written-off'] as const)),
  of: fc.nat(20),
  share: fc.integer({ min: 1, max: 130 }),
  method: fc.constantFrom('transfer' as const, 'debit' as const, 'cash' as const, 'cheque' as const, 'card' as const),
  fee_cents: fc.constantFrom(0, 0, 1_200),
})
const step = fc.oneof(
  fc.record({ bill }).map(one => one),
  fc.record({ move }).map(one => one),
)

/** Whatever a treasurer may do with two payers, in any order: bills, credit notes, payments in part and too much, returns. */
export const accountsCase: fc.Arbitrary<AccountsCase> = fc
  .array(step, { minLength: 1, maxLength: 25 })
  .map(steps => new Story(steps).told())

type Step = { bill: BillCase } | { move: MoveCase }
type BillCase = typeof bill extends fc.Arbitrary<infer T> ? T : never
type MoveCase = typeof move extends fc.Arbitrary<infer T> ? T : never

class Story {
  readonly #documents: AccountingDocument[] = []
  readonly #payments: Payment[] = []
  readonly #returned = new Set<string>()
  readonly #entries: AccountsEntry[] = []

  constructor(steps: readonly Step[]) {
    for (const one of steps) {
      if ('bill' in one) this.#bill(one.bill)
      else this.#move(one.move)
    }
  }

  told(): AccountsCase {
    return {
      documents: new Map(this.#documents.map(document => [document.number, document])),
      booked: bookedCase(this.#entries),
    }
  }

  #date(): string {
    return `2026-11-${`${1 + Math.floor(this.#entries.length / 2)}`.padStart(2, '0')}`
  }

  #bill({ payer, credits, ...more }: BillCase): void {
    const before = this.#documents.findLast(one => one.kind === 'invoice' && one.buyer.id === payer)
    const number = `FAB-2026-${`${this.#documents.length + 1}`.padStart(4, '0')}`
    const issue_date = this.#date()
    if (credits === null || before === undefined) {
      const document = documentCase({ ...more, payer, number, issue_date })
      if (document.gross_cents <= 0) return
      this.#issue(document)
      return
    }
    const lines = before.lines.map(one => ({ ...one, net_cents: Math.trunc((one.net_cents * credits) / 100) }))
    const { operation, vat_on_debits } = before
    const refers_to = [{ number: before.number, issue_date: before.issue_date }]
    const note = documentCase({
      ...{ lines, operation, vat_on_debits, refers_to, payer, number, issue_date },
      kind: 'credit-note',
    })
    if (note.gross_cents > 0) this.#issue(note)
  }
  /** Whatever is left, as long as it is a difference: the limit is the issuer's business. */
  #writeOff(of: AccountingDocument | Payment | undefined, date: string): void {
    if (of === undefined) return
    const [item, payer] = 'number' in of ? [of.number, of.buyer.payer] : [of.id, of.payer]
    const account = accountsOf([], this.#entries).get(accountKey('fabrique', payer))
    const judged = account === undefined ? null : writeOffOf(account, item, Number.MAX_SAFE_INTEGER)
    if (judged === null || 'code' in judged) return
    const { cents } = judged
    const id = `w${this.#entries.length}`
    this.#entries.push({ type: 'written-off', issuer: 'fabrique', id, payer, date, item, cents, by: 'x' })
  }
  #issue(document: AccountingDocument): void {
    this.#documents.push(document)
    this.#entries.push(issuedCase(document))
  }

  #move({ kind, of, share, method, fee_cents }: MoveCase): void {
    const document = this.#documents[of % Math.max(1, this.#documents.length)]
    const payment = this.#payments[of % Math.max(1, this.#payments.length)]
    const date = this.#date()
    if (kind === 'written-off') this.#writeOff(share % 2 === 0 ? payment : document, date)
    else if (kind === 'paid' && document?.kind === 'invoice') {
      const amount_cents = Math.max(1, Math.trunc((document.due_cents * share) / 100))
      const cents = Math.min(amount_cents, document.due_cents)
      this.#pay({ ...this.#who(document), date, method, amount_cents, allocations: [{ item: document.number, cents }] })
    } else if (kind === 'refund' && document?.kind === 'credit-note') {
      const amount_cents = -document.due_cents
      const allocations = [{ item: document.number, cents: amount_cents }]
      this.#pay({ ...this.#who(document), date, method: 'transfer', amount_cents, allocations })
    } else if (kind === 'refund' && payment !== undefined && payment.amount_cents > 0) {
      const amount_cents = -Math.max(1, Math.trunc((payment.amount_cents * Math.min(share, 100)) / 100))
      const allocations = [{ item: payment.id, cents: amount_cents }]
      this.#pay({ ...payment, id: this.#nextId(), date, method: 'transfer', amount_cents, allocations })
    } else if (kind === 'allocated' && payment !== undefined && !this.#returned.has(payment.id)) {
      const items = this.#documents.filter(one => one.kind === 'invoice' && one.buyer.id === payment.payer.id)
      const item = items[of % Math.max(1, items.length)]
      if (item === undefined || payment.amount_cents < 0) return
      this.#entries.push({
        ...{
          type: 'allocated',
          issuer: 'fabrique',
          payer: payment.payer,
          date,
          from: payment.id,
          by: 'x',
        },
        allocations: [{ item: item.number, cents: Math.min(item.due_cents, payment.amount_cents) }],
      })
    } else if (kind === 'returned' && payment !== undefined && !this.#returned.has(payment.id)) {
      this.#returned.add(payment.id)
      this.#entries.push({
        ...{ type: 'returned', issuer: 'fabrique', payment: payment.id, date, reason: 'AM04', fee_cents },
        ...{ line: null, by: 'x' },
      })
    }
  }
  #nextId(): string {
    return `p${this.#payments.length + 1}`
  }
  #who = (document: AccountingDocument) => ({
    ...{ id: this.#nextId(), payer: document.buyer.payer },
    reference: null,
    run: null,
  })
  #pay(payment: Payment): void {
    this.#payments.push(payment)
    this.#entries.push(paidCase(payment))
  }
}
