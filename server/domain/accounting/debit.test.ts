import * as fc from 'fast-check'
import { isValidIBAN } from 'ibantools'
import { describe, expect, it } from 'vitest'
import {
  addTargetDays,
  collectionDay,
  DEBIT_TIMES,
  easterSunday,
  isTargetDay,
  targetDayFrom,
} from './debit-calendar.ts'
import { isSepaId, isSepaText, sepaName, sepaText } from './debit-text.ts'
import { flawOfMandate, isCreditorId, type Mandate, type MandateQuestion } from './mandate.ts'
import { AWA } from './payment-testing.ts'

describe('TARGET days', () => {
  it.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
  ])('Easter of %s is %s', (year, date) => expect(easterSunday(year)).toBe(date))

  it.each([
    '2026-01-01',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-12-25',
    '2026-12-26',
    '2026-11-21',
    '2026-11-22',
  ])('%s is none', date => expect(isTargetDay(date)).toBe(false))
  it.each(['2026-05-14', '2026-07-14', '2026-11-11'])('%s is one, though France has a holiday', date =>
    expect(isTargetDay(date)).toBe(true),
  )
  it('go on after a long weekend', () => {
    expect(targetDayFrom('2026-04-03')).toBe('2026-04-07')
    expect(addTargetDays('2026-12-24', 2)).toBe('2026-12-29')
  })
})

describe('the day of collection', () => {
  const invoice = { issue_date: '2026-11-22', due_date: '2026-11-25' }
  it.each([
    ['two weeks after the invoice, at the earliest', invoice, '2026-11-22', DEBIT_TIMES, '2026-12-07'],
    ['not before it is due', { ...invoice, due_date: '2026-12-22' }, '2026-11-22', DEBIT_TIMES, '2026-12-22'],
    ['not before the bank can', invoice, '2026-12-24', DEBIT_TIMES, '2026-12-29'],
    ['sooner where that was agreed', invoice, '2026-11-22', { notice_days: 3, bank_days: 1 }, '2026-11-25'],
  ])('is %s', (_what, document, today, times, day) => expect(collectionDay(document, today, times)).toBe(day))
})

describe('texts for the bank', () => {
  it.each([
    ['Élodie Çelik-Ørsted', 'Elodie Celik-Orsted'],
    ['L’Œuvre & Fils « déco »', "L'OEuvre + Fils ' deco '"],
    ['Straße  1', 'Strasse 1'],
    ['Zoë 🧵', 'Zoe .'],
  ])('%s', (text, written) => expect(sepaText(text, 70)).toBe(written))

  it('hold nothing a bank may refuse, and keep to their length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), text => {
        const written = sepaText(text, 140)
        expect(isSepaText(written)).toBe(true)
        expect(written.length).toBeLessThanOrEqual(140)
      }),
    )
  })
  it('of a name no bank can write are refused, not guessed', () => {
    expect(sepaName('عائشة')).toBeNull()
    expect(sepaName('🧵🧵')).toBeNull()
    expect(sepaName('A'.repeat(300))).toHaveLength(70)
  })
  it.each(['', '/A', 'A/', 'A//B', 'é', 'A'.repeat(36), ' A'])('“%s” is no identifier', id =>
    expect(isSepaId(id)).toBe(false),
  )
})

describe('a creditor identifier', () => {
  it.each(['FR72ZZZ123456', 'DE98ZZZ09999999999', 'FR72ABC123456'])('%s is one', id =>
    expect(isCreditorId(id)).toBe(true),
  )
  it.each(['FR73ZZZ123456', 'FR72ZZZ12345', 'XX72ZZZ123456', ''])('“%s” is none', id =>
    expect(isCreditorId(id)).toBe(false),
  )
})

describe('a mandate', () => {
  const mandate: Mandate = {
    ...{ issuer: 'coop', payer: AWA, reference: 'GDO-1', signed: '2024-01-10', scheme: 'CORE', revoked: null },
  }
  const account = { iban: 'FR1420041010050500013M02606', name: 'Awa', country: 'FR' }
  const question: MandateQuestion = { mandate, account, date: '2026-12-07', last_presented: null, isIban: isValidIBAN }
  const iban = (text: string | null) => ({ ...question, account: { ...account, iban: text } })
  it.each<[string, MandateQuestion, string | null]>([
    ['is good', question, null],
    ['is missing', { ...question, mandate: null }, 'no-mandate'],
    ['has no date', { ...question, mandate: { ...mandate, signed: null } }, 'mandate-unsigned'],
    ['is signed later', { ...question, mandate: { ...mandate, signed: '2026-12-08' } }, 'mandate-signed-later'],
    ['is revoked', { ...question, mandate: { ...mandate, revoked: '2026-12-07' } }, 'mandate-revoked'],
    ['has lain for 36 months', { ...question, date: '2027-01-11' }, 'mandate-lapsed'],
    ['was used meanwhile', { ...question, date: '2027-01-11', last_presented: '2024-01-12' }, null],
    [
      'has a strange reference',
      { ...question, mandate: { ...mandate, reference: 'é//1' } },
      'mandate-reference-ill-formed',
    ],
    ['has no account', iban(null), 'no-iban'],
    ['has a wrong check digit', iban('FR1520041010050500013M02606'), 'iban-wrong'],
    ['is outside of SEPA', iban('TR330006100519786457841326'), 'iban-outside-sepa'],
  ])('that %s', (_what, asked, flaw) => expect(flawOfMandate(asked)).toBe(flaw))
})
