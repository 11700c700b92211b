/** What a platform reads: valid against the official schema, exact to the cent where the official rules would tolerate more. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Vat } from '#server/domain/accounting/document.ts'
import { schemaErrors } from '#test/support/facturx-schema.ts'
import { aBusiness, aDocument, aSeller, FRANCHISE, MIDDLE, REDUCED, SAMPLES, STANDARD } from '../testing.ts'
import { at, one, parsed, SETTLEMENT, SUMS, TRANSACTION, type Tree, textOf } from './testing.ts'
import { facturXml } from './xml.ts'

/** `12.34` → 1234n: read back without a float, so that the check cannot share a rounding with what it checks. */
function minor(decimal: string, digits: number): bigint {
  const match = /^(-?)(\d+)\.(\d+)$/.exec(decimal)
  if (match === null || match[3]?.length !== digits) throw new Error(`${decimal} has not ${digits} decimals`)
  return BigInt(`${match[1]}${match[2]}${match[3]}`)
}
const cents = (decimal: string): bigint => minor(decimal, 2)
const total = (amounts: bigint[]): bigint => amounts.reduce((sum, amount) => sum + amount, 0n)

describe('the schema of Factur-X 1.07.3, profile EN 16931', () => {
  it('takes every kind of document', () => {
    expect(schemaErrors(Object.values(SAMPLES).map(facturXml))).toBe('')
  })

  it('takes names no form was made for', () => {
    const names = [
      'a'.repeat(300),
      '😀 Atelier 👩‍🎨',
      'محمد العربي',
      '<&>"\'',
      'bell \u0007 and half a pair \ud800',
      '  ',
    ]
    const documents = names.map(name => aDocument({ seller: aSeller({ name }), buyer: aBusiness({ name }) }))
    expect(schemaErrors(documents.map(facturXml))).toBe('')
  })

  it('refuses what is not one', () => {
    const xml = facturXml(aDocument())
    expect(schemaErrors([xml.replace(/<ram:DuePayableAmount>.*<\/ram:DuePayableAmount>/, '')])).toContain(
      'DuePayableAmount',
    )
  })
})

const vat = fc.constantFrom<Vat>(STANDARD, REDUCED, MIDDLE, FRANCHISE)
const lines = fc.array(
  fc.record({
    vat,
    net_cents: fc.integer({ min: -900_000_00, max: 900_000_00 }),
    quantity_ten_thousandths: fc.integer({ min: 0, max: 10 ** 9 }),
    unit_price_mc: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
  }),
  { minLength: 1, maxLength: 12 },
)

describe('the sums, recomputed from the XML of any document', () => {
  const each = (check: (tree: Tree) => void): void =>
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 50_000 }), (of, prepaid_cents) => {
        check(parsed(aDocument({ prepaid_cents }, of)))
      }),
      { numRuns: 40 },
    )
  const lineAmounts = (tree: Tree): bigint[] =>
    at(
      tree,
      `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`,
    ).map(amount => cents(textOf(amount)))

  it('BR-CO-10: the lines add up', () => {
    each(tree => expect(total(lineAmounts(tree))).toBe(cents(one(tree, `${SUMS}/ram:LineTotalAmount`))))
  })

  it('BR-CO-13: without allowances and charges the base is the sum of the lines', () => {
    each(tree => expect(one(tree, `${SUMS}/ram:TaxBasisTotalAmount`)).toBe(one(tree, `${SUMS}/ram:LineTotalAmount`)))
  })

  it('BR-CO-14: VAT is the sum of its rows', () => {
    each(tree => {
      const rows = at(tree, `${SETTLEMENT}/ram:ApplicableTradeTax/ram:CalculatedAmount`)
      expect(total(rows.map(row => cents(textOf(row))))).toBe(cents(one(tree, `${SUMS}/ram:TaxTotalAmount`)))
    })
  })

  it('BR-CO-15 and BR-CO-16: gross is base and VAT, due is gross less what is paid', () => {
    each(tree => {
      const gross = cents(one(tree, `${SUMS}/ram:GrandTotalAmount`))
      const base = cents(one(tree, `${SUMS}/ram:TaxBasisTotalAmount`))
      expect(gross).toBe(base + cents(one(tree, `${SUMS}/ram:TaxTotalAmount`)))
      const prepaid = one(tree, `${SUMS}/ram:TotalPrepaidAmount`)
      expect(cents(one(tree, `${SUMS}/ram:DuePayableAmount`))).toBe(gross - (prepaid === '' ? 0n : cents(prepaid)))
    })
  })

  it('BR-CO-17 and BR-CO-18: VAT of each rate is base × rate, half up, to the cent', () => {
    each(tree => {
      const rows = at(tree, `${SETTLEMENT}/ram:ApplicableTradeTax`)
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) {
        const product = cents(one(row, 'ram:BasisAmount')) * cents(one(row, 'ram:RateApplicablePercent'))
        const away = product < 0n ? -5_000n : 5_000n
        expect(cents(one(row, 'ram:CalculatedAmount'))).toBe((product + away) / 10_000n)
      }
    })
  })

  it('BR-S-08, BR-E-08: the base of each category and rate is the sum of its lines, and each has one row', () => {
    each(tree => {
      const key = (tax: Tree | string): string =>
        `${one(tax, 'ram:CategoryCode')} ${one(tax, 'ram:RateApplicablePercent')}`
      const bases = new Map<string, bigint>()
      for (const of of at(
        tree,
        `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement`,
      )) {
        const [tax = ''] = at(of, 'ram:ApplicableTradeTax')
        const net = cents(one(of, 'ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount'))
        bases.set(key(tax), (bases.get(key(tax)) ?? 0n) + net)
      }
      const rows = at(tree, `${SETTLEMENT}/ram:ApplicableTradeTax`)
      expect(rows.map(row => [key(row), cents(one(row, 'ram:BasisAmount'))])).toEqual([...bases])
    })
  })

  it('BR-27: no price is negative, what is given back counts backwards', () => {
    const LINE = `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem`
    each(tree => {
      for (const price of at(
        tree,
        `${LINE}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount`,
      ))
        expect(minor(textOf(price), 5)).toBeGreaterThanOrEqual(0n)
    })
    const back = parsed(aDocument({}, [{ net_cents: -250, unit_price_mc: -125_000, quantity_ten_thousandths: 20_000 }]))
    expect(one(back, `${LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity`)).toBe('-2.0000')
    expect(one(back, `${LINE}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount`)).toBe(
      '1.25000',
    )
  })
})
