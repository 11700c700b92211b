/** Who, how and why on an invoice's XML, and the rules French platforms add to EN 16931. */
import { describe, expect, it } from 'vitest'
import type { Vat } from '#server/domain/accounting/document.ts'
import { aDocument, aSeller, FRANCHISE } from '../testing.ts'
import { AGREEMENT, at, NOTES, one, parsed, SETTLEMENT, sample, TRANSACTION, type Tree, textOf } from './testing.ts'

describe('what French platforms add (XP Z12-012)', () => {
  const noteOf = (tree: Tree, code: string): string[] =>
    at(tree, NOTES)
      .filter(note => one(note, 'ram:SubjectCode') === code)
      .map(note => one(note, 'ram:Content'))

  it('BR-FR-05 and BR-FR-06: penalties, recovery and discount, each once', () => {
    for (const code of ['PMT', 'PMD', 'AAB']) expect(noteOf(sample('business'), code)).toHaveLength(1)
  })

  it('BR-FR-20: says whether the platform delivers or reports it', () => {
    expect(noteOf(sample('business'), 'BAR')).toEqual(['B2B'])
    expect(noteOf(sample('consumer'), 'BAR')).toEqual(['B2C'])
    expect(noteOf(sample('reverse charge'), 'BAR')).toEqual(['B2BINT'])
  })

  it('BR-FR-08: services, goods or both; and what remains after advances', () => {
    const process =
      'rsm:CrossIndustryInvoice/rsm:ExchangedDocumentContext/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID'
    expect(one(sample('business'), process)).toBe('S1')
    expect(one(sample('several rates'), process)).toBe('M1')
    expect(one(sample('settlement'), process)).toBe('S4')
  })

  it('BR-FR-10, 12, 13, 21, 23: a business by its SIREN, anybody else by mail', () => {
    const address = (tree: Tree, side: string): unknown =>
      at(tree, `${AGREEMENT}/ram:${side}TradeParty/ram:URIUniversalCommunication/ram:URIID`)[0]
    expect(address(sample('business'), 'Seller')).toEqual({ '@schemeID': '0225', '#': '552100554' })
    expect(address(sample('business'), 'Buyer')).toEqual({ '@schemeID': '0225', '#': '732829320' })
    expect(address(sample('consumer'), 'Buyer')).toEqual({ '@schemeID': 'EM', '#': 'awa@example.org' })
    const legal = at(sample('business'), `${AGREEMENT}/ram:SellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID`)[0]
    expect(legal).toEqual({ '@schemeID': '0002', '#': '552100554' })
  })

  it('BT-13, BT-10: cites the buyer’s own order and reference, where there is one', () => {
    const order = `${AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID`
    expect(one(sample('ordered'), order)).toBe('BC-2026/118')
    expect(one(sample('ordered'), `${AGREEMENT}/ram:BuyerReference`)).toBe('SERVICE-12')
    expect(at(sample('business'), order)).toEqual([])
  })

  it('BR-FR-CO-05: a credit note names the invoice and its date', () => {
    const [reference = ''] = at(sample('credit note'), `${SETTLEMENT}/ram:InvoiceReferencedDocument`)
    expect(one(reference, 'ram:IssuerAssignedID')).toBe('FAB-2026-0042')
    expect(one(reference, 'ram:FormattedIssueDateTime/qdt:DateTimeString')).toBe('20261103')
  })

  it('BR-FR-16: writes a rate as the list has it, and none outside the scope (BR-O-05)', () => {
    const rates = (name: string): string[] =>
      at(sample(name), `${SETTLEMENT}/ram:ApplicableTradeTax/ram:RateApplicablePercent`).map(textOf)
    expect(rates('several rates')).toEqual(['20.00', '5.50', '10.00'])
    expect(rates('franchise')).toEqual(['0.00'])
    expect(rates('outside the scope')).toEqual([])
  })
})

describe('who and how', () => {
  it('BR-E-02: an exempt seller without a VAT number gives its fiscal number; BR-O-02: outside the scope nobody gives one', () => {
    const number = (name: string, side: string): unknown =>
      at(sample(name), `${AGREEMENT}/ram:${side}TradeParty/ram:SpecifiedTaxRegistration/ram:ID`)[0]
    expect(number('business', 'Seller')).toEqual({ '@schemeID': 'VA', '#': 'FR96552100554' })
    expect(number('franchise', 'Seller')).toEqual({ '@schemeID': 'FC', '#': '552100554' })
    expect(number('outside the scope', 'Seller')).toEqual({ '@schemeID': 'FC', '#': '552100554' })
    expect(number('outside the scope', 'Buyer')).toBeUndefined()
  })

  it('names the exemption by code and sentence', () => {
    const [row = ''] = at(sample('franchise'), `${SETTLEMENT}/ram:ApplicableTradeTax`)
    expect(one(row, 'ram:ExemptionReasonCode')).toBe('VATEX-FR-FRANCHISE')
    expect(one(row, 'ram:ExemptionReason')).toBe('TVA non applicable, art. 293 B du CGI')
  })

  it('says when VAT falls due only where there is any (BT-8)', () => {
    const due = `${SETTLEMENT}/ram:ApplicableTradeTax/ram:DueDateTypeCode`
    expect(one(sample('business'), due)).toBe('72')
    expect(one(parsed(aDocument({ vat_on_debits: true })), due)).toBe('5')
    expect(one(parsed(aDocument({ operation: 'goods' })), due)).toBe('29')
    expect(one(sample('franchise'), due)).toBe('')
  })

  it('BR-61, BT-84, BT-89, BT-90: a transfer has its account, a debit its mandate and creditor', () => {
    const MEANS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans`
    expect(one(sample('business'), `${MEANS}/ram:TypeCode`)).toBe('58')
    expect(one(sample('business'), `${MEANS}/ram:PayeePartyCreditorFinancialAccount/ram:IBANID`)).toBe(
      'FR7630006000011234567890189',
    )
    expect(one(sample('debit'), `${MEANS}/ram:TypeCode`)).toBe('59')
    expect(one(sample('debit'), `${SETTLEMENT}/ram:CreditorReferenceID`)).toBe('FR12ZZZ123456')
    expect(one(sample('debit'), `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DirectDebitMandateID`)).toBe(
      'FAB-KANDA-1',
    )
    expect(at(parsed(aDocument({ seller: aSeller({ iban: null }) })), MEANS)).toEqual([])
  })

  it('delivers on the last day of what it bills', () => {
    const DAY = 'udt:DateTimeString/#'
    const delivered = `${TRANSACTION}/ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime`
    expect(one(sample('business'), `${delivered}/${DAY}`)).toBe('20261031')
    expect(one(sample('settlement'), `${delivered}/${DAY}`)).toBe('20261231')
    expect(one(sample('settlement'), `${SETTLEMENT}/ram:BillingSpecifiedPeriod/ram:StartDateTime/${DAY}`)).toBe(
      '20260101',
    )
  })

  it('gives the letterhead’s line of a company, and none of an association without one', () => {
    const line = (of: Tree): string => one(of, `${AGREEMENT}/ram:SellerTradeParty/ram:Description`)
    expect(line(sample('business'))).toBe('SCIC SARL au capital de 18\u202f500,00\u00a0€, RCS Paris 552 100 554')
    expect(
      line(parsed(aDocument({ seller: aSeller({ legal_form: null, capital_cents: null, register: null }) }))),
    ).toBe('')
  })

  it('merges two grounds of one category into one row, and names both', () => {
    const other: Vat = { ...FRANCHISE, exemption: { code: 'VATEX-EU-132', text: 'Exonération, art. 261 B du CGI' } }
    const rows = at(
      parsed(
        aDocument({}, [
          { vat: FRANCHISE, net_cents: 100 },
          { vat: other, net_cents: 50 },
        ]),
      ),
      `${SETTLEMENT}/ram:ApplicableTradeTax`,
    )
    expect(rows).toHaveLength(1)
    expect(one(rows[0] ?? '', 'ram:BasisAmount')).toBe('1.50')
    expect(one(rows[0] ?? '', 'ram:ExemptionReason')).toContain('293 B du CGI Exonération, art. 261 B')
    expect(one(rows[0] ?? '', 'ram:ExemptionReasonCode')).toBe('')
  })
})
