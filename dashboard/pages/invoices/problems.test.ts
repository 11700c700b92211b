import { expect, it } from 'vitest'
import { isOfPayer } from './problems.ts'

it.each([
  ['address-missing', { payer: 'awa' }, true],
  ['buyer-siren-missing', { payer: 'wax' }, true],
  // money that goes back asks for an invoice: nothing in Awa's file would help
  ['nothing-to-credit', { payer: 'awa' }, false],
  ['advance-not-invoiced', { payer: 'awa', period: '2026-10' }, false],
  ['penalty-missing', { issuer: 'fab' }, false],
])('%s leads to the payer’s file: %s %s', (code, params, expected) =>
  expect(isOfPayer({ code, params })).toBe(expected),
)
