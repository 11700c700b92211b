import { describe, expect, it } from 'vitest'
import { documentCase, lineCase } from '#test/support/accounts-cases.ts'
import { documentMail } from './mail-words.ts'

const invoice = documentCase({ number: 'FAB-2026-0001', lines: [lineCase(10_000, 2_000)] })
/** French figures and dates have spaces that do not break. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('the mail with an invoice', () => {
  it('says in French what is due, when, and how to pay', () => {
    const { subject, text } = documentMail(invoice, 'fr')
    expect(subject).toBe('Facture FAB-2026-0001 – La Fabrique')
    expect(plain(text)).toContain('la facture n° FAB-2026-0001 (octobre 2026), d’un montant de 120,00 €')
    expect(plain(text)).toContain(
      'avant le 2 décembre 2026, par virement sur le compte FR14 2004 1010 0505 0001 3M02 606',
    )
  })

  it('says the same in English to who reads English', () => {
    const { subject, text } = documentMail(invoice, 'en')
    expect(subject).toBe('Invoice FAB-2026-0001 – La Fabrique')
    expect(plain(text)).toContain('invoice no. FAB-2026-0001 (2026-10) of €120.00')
    expect(text).toContain('2 December 2026')
  })

  it('announces a debit instead of asking for a transfer (SEPA core rulebook 4.3.4)', () => {
    const means = { kind: 'debit' as const, mandate: 'GO-1', creditor: 'FR72ZZZ123456', date: '2026-12-03' }
    const { text } = documentMail({ ...invoice, terms: { ...invoice.terms, means } }, 'fr')
    expect(plain(text)).toContain('elle sera prélevée le 3 décembre 2026, pour 120,00 €')
    expect(text).toContain('(RUM) : GO-1')
    expect(text).toContain('(ICS) : FR72ZZZ123456')
    expect(text).not.toContain('virement')
  })

  it('of a credit note names what it credits, and asks for nothing', () => {
    const refers_to = [{ number: 'FAB-2026-0001', issue_date: '2026-11-02' }]
    const note = documentCase({ number: 'FAB-2026-0002', kind: 'credit-note', refers_to, lines: invoice.lines })
    const { subject, text } = documentMail(note, 'fr')
    expect(subject).toBe('Avoir FAB-2026-0002 – La Fabrique')
    expect(plain(text)).toContain('d’un montant de 120,00 €, sur n° FAB-2026-0001.')
    expect(text).not.toContain('régler')
  })

  it('has the same words as a page, in which a name is never markup, and loads nothing', () => {
    const buyer = { ...invoice.buyer, name: '<img src=x onerror="a()"> & fils' }
    const { text, html } = documentMail({ ...invoice, buyer }, 'fr')
    expect(text).toContain('Bonjour <img')
    expect(html).toContain('&lt;img src=x onerror=&quot;a()&quot;&gt; &amp; fils')
    expect(html).not.toMatch(/<(img|link|script|iframe)|https?:/)
  })
})
