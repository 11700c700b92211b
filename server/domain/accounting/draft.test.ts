/** What an invoice announces of its debit: the day, the mandate and the creditor, as the payer has to be told them. */
import { describe, expect, it } from 'vitest'
import { aLine, contactOf, INVOICING, ISSUER } from '#test/support/invoice-lab.ts'
import { emptyDirectory } from '../directory.ts'
import type { MandateRow } from '../records.ts'
import type { Terms } from './document.ts'
import { draftOf, finish, signed } from './draft.ts'
import { peopleOf } from './parties.ts'
import type { CollectingFacts } from './payment-settings.ts'

const MANDATE: MandateRow = {
  ...{ issuer: 'fab', kind: 'member', id: 'm01', reference: 'GO-1', signed: '2026-01-15', revoked: null },
}
type Case = { issue_date: string; payment_days: number; collecting?: Partial<CollectingFacts>; mandate?: MandateRow }

function meansOf({ issue_date, payment_days, collecting = {}, mandate = MANDATE }: Case): Terms['means'] {
  const invoicing = { ...INVOICING, collect: 'debit' as const, payment_days }
  const directory = { ...emptyDirectory(), issuers: new Map([['fab', { ...ISSUER, invoicing, collecting }]]) }
  const iban = 'FR1420041010050500013M02606'
  const people = peopleOf(
    [{ member: 'm01', name: 'Awa', email: null }],
    [{ ...contactOf('m01'), iban }],
    [{ issuer: 'fab', iban, bic: null, sepa_creditor_id: 'FR72ZZZ123456' }],
    [mandate],
  )
  const content = {
    ...{ key: 'k', reason: 'month' as const, issuer: 'fab', payer: { kind: 'member' as const, id: 'm01' } },
    ...{ period: '2026-10', date: '2026-10-31', refers_to: [], days: [], statement_hash: null, closed_n: null },
    ...signed([aLine({ net_cents: 1_000 })]),
  }
  const draft = draftOf(content, directory, people)
  return finish(draft, { series: 'FAB-2026', sequence: 1, issue_date, logo: null }, directory).terms.means
}

describe('the debit an invoice announces', () => {
  const debit = { kind: 'debit', mandate: 'GO-1', creditor: 'FR72ZZZ123456' }
  it.each<[string, Case, string]>([
    ['14 days after it, on the next TARGET day', { issue_date: '2026-11-08', payment_days: 0 }, '2026-11-23'],
    ['when it is due, if that is later', { issue_date: '2026-11-03', payment_days: 30 }, '2026-12-03'],
    [
      'sooner, where a shorter term is agreed',
      { issue_date: '2026-11-03', payment_days: 0, collecting: { notice_days: 5 } },
      '2026-11-09',
    ],
    [
      'later, where a longer one is',
      { issue_date: '2026-11-03', payment_days: 0, collecting: { notice_days: 21 } },
      '2026-11-24',
    ],
    [
      'never before the bank can',
      { issue_date: '2026-12-24', payment_days: 0, collecting: { notice_days: 1 } },
      '2026-12-29',
    ],
  ])('is %s (SEPA Core rulebook, AT-59)', (_what, asked, date) => expect(meansOf(asked)).toEqual({ ...debit, date }))

  it.each<[string, Partial<MandateRow>]>([
    ['revoked', { revoked: '2026-10-01' }],
    ['not signed', { signed: null }],
    ['another issuer’s', { issuer: 'asso' }],
  ])('is none on a mandate that is %s: a transfer is asked for', (_what, flaw) =>
    expect(meansOf({ issue_date: '2026-11-03', payment_days: 30, mandate: { ...MANDATE, ...flaw } })).toEqual({
      kind: 'transfer',
    }),
  )
})
