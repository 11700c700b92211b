/** Documents for tests and for the benchmark: whole, valid, and adding up; what a test is about it says itself. */
import type {
  AccountingDocument,
  Address,
  Buyer,
  DocumentLine,
  Seller,
  Vat,
  VatTotal,
} from '#server/domain/accounting/document.ts'
import { centsOf, divideHalfUp } from '#server/domain/money.ts'

export const STANDARD: Vat = { category: 'S', rate_bp: 2_000, exemption: null }
export const REDUCED: Vat = { category: 'S', rate_bp: 550, exemption: null }
export const MIDDLE: Vat = { category: 'S', rate_bp: 1_000, exemption: null }
export const FRANCHISE: Vat = {
  category: 'E',
  rate_bp: 0,
  exemption: { code: 'VATEX-FR-FRANCHISE', text: 'TVA non applicable, art. 293 B du CGI' },
}

const address = (street: string, postcode: string, city: string): Address => ({
  ...{ lines: [street], postcode, city, country: 'FR' },
})

export const aSeller = (more: Partial<Seller> = {}): Seller => ({
  ...{ id: 'fabrique', name: 'La Fabrique des Gouttes d’Or', legal_form: 'SCIC SARL' },
  ...{ address: address('12 rue Myrha', '75018', 'Paris'), siren: '552100554', siret: '55210055400013' },
  ...{ vat_number: 'FR96552100554', email: 'contact@fabrique.example', capital_cents: 1_850_000 },
  ...{ register: 'RCS Paris 552 100 554', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
  ...more,
})

export const aBusiness = (more: Partial<Buyer> = {}): Buyer => ({
  ...{ id: 'kanda', payer: { kind: 'organisation', id: 'kanda' }, status: 'business' },
  ...{ name: 'Atelier Kanda', legal_form: 'EURL', siren: '732829320', siret: '73282932000074' },
  ...{ address: address('4 villa Poissonnière', '75018', 'Paris'), vat_number: 'FR44732829320' },
  ...{ email: 'compta@kanda.example' },
  ...more,
})

export const aConsumer = (more: Partial<Buyer> = {}): Buyer =>
  aBusiness({
    ...{ id: 'awa', payer: { kind: 'member', id: 'awa' }, status: 'consumer', name: 'Awa Diallo', legal_form: null },
    ...{ siren: null, siret: null, vat_number: null, email: 'awa@example.org' },
    ...more,
  })

const line = (more: Partial<DocumentLine>, index: number): DocumentLine => ({
  ...{ id: `${index + 1}`, label: 'Juki DDL-8700, temps en marche', detail: null, quantity_ten_thousandths: 10_000 },
  ...{ unit: 'C62', unit_price_mc: 100_000, net_cents: 100, vat: STANDARD, kind: 'running', pool: null, machine: null },
  ...{ member: null, order: null, adjusts: null, credits: null, sessions: [] },
  ...more,
})

/** VAT once per rate, half up, on the sum of its base. */
export function totalsOf(lines: DocumentLine[]): VatTotal[] {
  const totals = new Map<string, VatTotal>()
  for (const { vat, net_cents } of lines) {
    const key = JSON.stringify(vat)
    const total = totals.get(key) ?? { vat, base_cents: 0, vat_cents: 0 }
    totals.set(key, { ...total, base_cents: total.base_cents + net_cents })
  }
  return [...totals.values()].map(total => ({
    ...total,
    vat_cents: centsOf(divideHalfUp(BigInt(total.base_cents) * BigInt(total.vat.rate_bp), 10_000n)),
  }))
}

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0)

export const SENTENCES: AccountingDocument['mentions'] = [
  { code: 'PMT', text: 'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €.' },
  {
    code: 'PMD',
    text: 'Pénalités de retard : 12,15 % l’an, exigibles sans rappel le lendemain de l’échéance (art. L441-10 du Code de commerce).',
  },
  { code: 'AAB', text: 'Pas d’escompte pour paiement anticipé.' },
  { code: null, text: 'TVA acquittée sur les encaissements.' },
]

const october = (): AccountingDocument['days'] =>
  Array.from({ length: 31 }, (_, i) => ({
    date: `2026-10-${`${i + 1}`.padStart(2, '0')}`,
    // Thursdays to Tuesdays of a made-up month; 2026-10-03 is a Saturday
    running_ms: i % 7 === 2 || i % 7 === 3 ? 0 : ((i * 7_919) % 13) * 1_740_000,
  }))

export function aDocument(
  more: Partial<Omit<AccountingDocument, 'lines'>> = {},
  lines: Partial<DocumentLine>[] = [{}],
): AccountingDocument {
  const all = lines.map(line)
  const vat_totals = totalsOf(all)
  const net_cents = sum(all.map(({ net_cents }) => net_cents))
  const vat_cents = sum(vat_totals.map(total => total.vat_cents))
  const gross_cents = net_cents + vat_cents
  return {
    ...{ edition: 1, kind: 'invoice', number: 'FAB-2026-0042', series: 'FAB-2026', sequence: 42, issuer: 'fabrique' },
    ...{ issue_date: '2026-11-03', period: '2026-10', reason: 'month', refers_to: [], seller: aSeller() },
    ...{
      buyer: aBusiness(),
      operation: 'services',
      vat_on_debits: false,
      vat_totals,
      net_cents,
      vat_cents,
      gross_cents,
    },
    terms: {
      ...{ due_date: '2026-12-03', penalty_rate_bp: 1_215, discount: 'Pas d’escompte pour paiement anticipé.' },
      ...{ recovery_cents: 4_000, means: { kind: 'transfer' } },
    },
    ...{ mentions: SENTENCES, days: october(), statement_hash: 'ab'.repeat(32), closed_n: 1_234 },
    ...more,
    lines: all,
    prepaid_cents: more.prepaid_cents ?? 0,
    due_cents: gross_cents - (more.prepaid_cents ?? 0),
  }
}

/** One of each kind that Navette issues, for what must hold of all of them. */
export const SAMPLES: Record<string, AccountingDocument> = {
  business: aDocument({}, [
    {
      label: 'Juki DDL-8700',
      machine: 'juki-1',
      quantity_ten_thousandths: 123_456,
      unit: 'HUR',
      unit_price_mc: 240_000,
      net_cents: 2_963,
    },
    { label: 'Loyer', kind: 'share', pool: 'rent', unit_price_mc: 8_412_000, net_cents: 8_412 },
  ]),
  ordered: aDocument({ buyer: aBusiness({ purchase_order: 'BC-2026/118', buyer_reference: 'SERVICE-12' }) }),
  'several rates': aDocument({ operation: 'mixed' }, [
    { net_cents: 12_345, unit_price_mc: 12_345_000 },
    { net_cents: 1_001, unit_price_mc: 1_001_000, vat: REDUCED, label: 'Fil et aiguilles' },
    { net_cents: 777, unit_price_mc: 777_000, vat: MIDDLE, label: 'Repas de la foire' },
  ]),
  consumer: aDocument({ buyer: aConsumer(), mentions: [] }, [{ net_cents: 1_234, unit_price_mc: 1_234_000 }]),
  'credit note': aDocument(
    {
      ...{ kind: 'credit-note', number: 'FAB-2026-0043', reason: 'correction' },
      refers_to: [{ number: 'FAB-2026-0042', issue_date: '2026-11-03' }],
    },
    [{ label: 'Juki DDL-8700', net_cents: 480, unit_price_mc: 480_000, credits: '1' }],
  ),
  franchise: aDocument(
    {
      seller: aSeller({
        id: 'asso',
        name: 'Les Gouttes d’Or',
        legal_form: 'association',
        vat_number: null,
        capital_cents: null,
        register: null,
      }),
    },
    [{ net_cents: 4_200, unit_price_mc: 4_200_000, vat: FRANCHISE }],
  ),
  debit: aDocument({
    terms: {
      ...{
        due_date: '2026-12-05',
        penalty_rate_bp: 1_215,
        discount: 'Pas d’escompte pour paiement anticipé.',
        recovery_cents: 4_000,
      },
      means: { kind: 'debit', mandate: 'FAB-KANDA-1', creditor: 'FR12ZZZ123456', date: '2026-12-05' },
    },
  }),
  settlement: aDocument({ period: '2026', reason: 'settlement', prepaid_cents: 12_000, days: [] }, [
    { label: 'Quote-part de l’année', net_cents: 31_000, unit_price_mc: 31_000_000 },
    { label: 'Rattrapage de septembre', net_cents: -420, unit_price_mc: -420_000, adjusts: '2026-09' },
  ]),
  'reverse charge': aDocument(
    {
      buyer: aBusiness({
        ...{
          name: 'Nähwerk GmbH',
          siren: null,
          siret: null,
          vat_number: 'DE136695976',
          email: 'buch@naehwerk.example',
        },
        address: { lines: ['Torstraße 9'], postcode: '10119', city: 'Berlin', country: 'DE' },
      }),
    },
    [
      {
        ...{ net_cents: 9_900, unit_price_mc: 9_900_000 },
        vat: { category: 'AE', rate_bp: 0, exemption: { code: 'VATEX-EU-AE', text: 'Autoliquidation' } },
      },
    ],
  ),
  'outside the scope': aDocument({ buyer: aBusiness({ vat_number: null }) }, [
    {
      ...{ net_cents: 5_000, unit_price_mc: 5_000_000, label: 'Cotisation' },
      vat: { category: 'O', rate_bp: 0, exemption: { code: 'VATEX-EU-O', text: 'Hors du champ de la TVA' } },
    },
  ]),
}
