import { describe, expect, it } from 'vitest'
import { mentionsOf, type ToMention } from './mentions.ts'
import { COST_SHARING, FRANCHISE } from './vat.ts'

const STANDARD = { category: 'S', rate_bp: 2_000, exemption: null } as const
const base: ToMention = {
  ...{ kind: 'invoice', reason: 'month', period: '2026-10', buyer: { status: 'business' }, refers_to: [] },
  ...{ lines: [{ vat: STANDARD, adjusts: null }], operation: 'services', vat_on_debits: false, provisional: false },
  invoicing: { penalty_percent: 12.15, discount: 'Pas d’escompte pour paiement anticipé.', sentences: [] },
}
const NOTE = [{ number: 'FAB-2026-0001', issue_date: '2026-11-01' }]

/** What the law asks for, where it asks for it, and who gets it. */
const CASES: [source: string, of: Partial<ToMention>, said: string][] = [
  ['CGI ann. II art. 242 nonies A, I 10°: date of supply', {}, 'Période : octobre 2026.'],
  ['242 nonies A, I 8° bis: category of operation', {}, 'Catégorie de l’opération : prestation de services.'],
  ['242 nonies A, I 8° bis: goods', { operation: 'goods' }, 'Catégorie de l’opération : livraison de biens.'],
  [
    '242 nonies A, I 8° bis: both',
    { operation: 'mixed' },
    'Catégorie de l’opération : livraison de biens et prestation de services.',
  ],
  [
    '242 nonies A, I 11° bis: option for debits',
    { vat_on_debits: true },
    'Option pour le paiement de la taxe d’après les débits',
  ],
  [
    '242 nonies A, I 12°, art. 293 B: the cooperative in franchise',
    { lines: [{ vat: FRANCHISE, adjusts: null }] },
    'TVA non applicable, art. 293 B du CGI',
  ],
  [
    '242 nonies A, I 12°, art. 261 B',
    { lines: [{ vat: COST_SHARING, adjusts: null }] },
    'Exonération de TVA, art. 261 B du CGI',
  ],
  [
    'Code de commerce D441-5: literally 40 €',
    {},
    'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 € (art. D441-5 du Code de commerce).',
  ],
  [
    'Code de commerce L441-10, II: penalty rate',
    {},
    'Pénalités de retard au taux annuel de 12,15 %, exigibles sans rappel dès le jour suivant l’échéance (art. L441-10 du Code de commerce).',
  ],
  ['Code de commerce L441-9, I: discount', {}, 'Pas d’escompte pour paiement anticipé.'],
  [
    'CGI art. 289, I 5: a credit note refers to its invoice by number and date',
    { kind: 'credit-note', reason: 'correction', refers_to: NOTE },
    'Avoir sur la facture FAB-2026-0001 du 1er novembre 2026.',
  ],
  [
    'CGI art. 289, I 5: so does an invoice that corrects an earlier one',
    { refers_to: [...NOTE, { number: 'FAB-2026-0009', issue_date: '2026-12-02' }] },
    'Rectifie les factures FAB-2026-0001 du 1er novembre 2026 et FAB-2026-0009 du 2 décembre 2026.',
  ],
  [
    'what the issuer adds',
    { invoicing: { ...base.invoicing, sentences: ['Coopérative à capital variable.'] } },
    'Coopérative à capital variable.',
  ],
  ['advances', { provisional: true }, 'Montants provisionnels, régularisés en fin d’année sur les charges réelles.'],
]

const textsOf = (of: Partial<ToMention>): string[] => mentionsOf({ ...base, ...of }).map(({ text }) => text)

describe('mentions of an invoice', () => {
  it.each(CASES)('%s', (_source, of, said) => expect(textsOf(of)).toContain(said))
  it('BR-FR-05: between businesses the three notes, by their codes', () => {
    expect(mentionsOf(base).flatMap(({ code }) => code ?? [])).toEqual(['PMT', 'PMD', 'AAB'])
  })
  it('consumers get no 40 €, no penalties, no category of operation', () => {
    expect(textsOf({ buyer: { status: 'consumer' } })).toEqual(['Période : octobre 2026.'])
  })
  it('says an exemption once, however many lines it has', () => {
    const lines = [
      { vat: FRANCHISE, adjusts: null },
      { vat: FRANCHISE, adjusts: null },
    ]
    expect(textsOf({ lines }).filter(text => text.includes('293 B'))).toHaveLength(1)
  })
})
