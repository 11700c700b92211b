/** A small ledger whose October is closed, and everything an invoice needs: for tests of issuing itself. */
import type { AccountsParts } from '#server/accounts/ports.ts'
import { closePeriod } from '#server/books/close.ts'
import type { DocumentLine } from '#server/domain/accounting/document.ts'
import type { InvoicingFacts } from '#server/domain/accounting/settings.ts'
import type { ImportedFacts, IssuerFacts } from '#server/domain/directory.ts'
import { createEconomy } from '#server/economy.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { FACTS } from './ledger-lab.ts'

export const INVOICING: InvoicingFacts = {
  ...{ address: { street: '14 rue des Gardes', postal_code: '75018', city: 'Paris', country: 'FR' } },
  ...{ email: null, siret: null, vat_number: 'FR18903145274', capital_cents: 1_850_000, register: 'RCS Paris' },
  ...{ numbering: 'yearly', last_number: null, credit_series: null, exemption: null, vat_on_debits_from: null },
  ...{ vat_rates: { default: 20, kinds: {}, pools: {}, tariffs: {} }, payment_days: 30, penalty_percent: 12.15 },
  ...{ discount: 'Pas d’escompte pour paiement anticipé.', collect: 'transfer', goods: ['consumable'], sentences: [] },
}
export const ISSUER: IssuerFacts = {
  ...{ id: 'fab', name: 'La Fabrique', legal_form: 'SCIC', siren: '903145274', vat: 'standard', billing: null },
  ...{ invoice_series: 'FAB', invoicing: INVOICING },
}

/** Members m01…, each with an address, and one pool that all share alike. */
export function billedFacts(members: number): ImportedFacts {
  const [model] = FACTS.members
  if (model === undefined) throw new Error('no member to copy')
  const pool = { machines: null, subsidy_cents: 0, normal_capacity_ms: null, weights: null }
  return {
    ...FACTS,
    issuers: [ISSUER],
    members: Array.from({ length: members }, (_, i) => ({ ...model, id: memberId(i) })),
    badges: [],
    pools: [
      { id: 'rent', issuer: 'fab', name: 'Loyer', amount_cents: 100_001, per: 'month', driver: 'equal', ...pool },
    ],
  }
}
export const memberId = (i: number): string => `m${`${i + 1}`.padStart(2, '0')}`

export const OCTOBER = '2026-10'
export const NOVEMBER_MS: number = Date.UTC(2026, 10, 3, 10)

/** A ledger file in which October is closed and everything can be issued. */
export async function prepare(
  file: string,
  members: number,
  facts: ImportedFacts = billedFacts(members),
): Promise<void> {
  const ledger = await openLedger({ file, now_ms: () => NOVEMBER_MS })
  await ledger.setUp('demo')
  await ledger.appendDirectory([{ type: 'import', facts }], Date.UTC(2026, 8, 1))
  const ids = Array.from({ length: members }, (_, i) => memberId(i))
  await ledger.putPersons(ids.map(member => ({ member, name: `Nom ${member}`, email: null })))
  await ledger.putContacts(ids.map(contactOf))
  const parts = { ...(await partsOf(ledger)), openSessions: () => [] }
  const closed = await closePeriod({ ...parts, ledger }, { period: OCTOBER, by: 'tresor', statement_hash: null })
  if (closed.kind !== 'closed') throw new Error(JSON.stringify(closed))
  await ledger.close()
}

export const contactOf = (id: string) => ({
  ...{ kind: 'member' as const, id, street: '3 rue Léon', postal_code: '75018', city: 'Paris', country: 'FR' },
  ...{ phone: null, iban: null, mandate: null, mandate_signed: null },
})

/** Letters alone. */
export const noLogo: AccountsParts['letterhead'] = async () => ({ logo: null, problem: null })

export async function partsOf(ledger: Ledger, now_ms = NOVEMBER_MS): Promise<AccountsParts> {
  const { directory, head } = await ledger.present()
  const comparedMonths = createEconomy(ledger, () => directory).compared
  const rules = { directory: () => directory, directory_n: () => head }
  return { ledger, ...rules, comparedMonths, letterhead: noLogo, now_ms: () => now_ms }
}

export const aLine = (more: Partial<DocumentLine> & { net_cents: number }): DocumentLine => ({
  ...{ id: '1', label: 'Loyer', detail: null, quantity_ten_thousandths: more.net_cents < 0 ? -10_000 : 10_000 },
  ...{ unit: 'C62', unit_price_mc: Math.abs(more.net_cents) * 1_000, kind: 'share', pool: 'rent', machine: null },
  ...{ vat: { category: 'S', rate_bp: 2_000, exemption: null }, member: null, order: null, adjusts: null },
  ...{ credits: null, sessions: [] },
  ...more,
})
