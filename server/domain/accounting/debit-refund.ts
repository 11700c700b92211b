/** What a credit transfer gives back: credit that can be put to nothing else, be it of a credit note or of money that came in excess. */
import type { Payer } from '../sharing/use.ts'
import type { PayerAccount } from './balance.ts'
import { openOf } from './balance.ts'
import type { Credit } from './balance-settle.ts'
import { outstanding, type Run } from './debit-history.ts'
import type { Debtor, DebtorAddress } from './debit-run.ts'
import { isSepaId, sepaName } from './debit-text.ts'
import { isSepaCountry, wantsAddress } from './mandate.ts'

export type RefundLeftOut =
  | 'with-the-bank'
  | 'still-owes'
  | 'no-iban'
  | 'iban-wrong'
  | 'iban-outside-sepa'
  | 'name-unwritable'
  | 'address-missing'
  | 'reference-unwritable'
export type RefundLine = {
  /** EndToEndId: the credit note, or the payment that brought too much */
  document: string
  /** what the payer reads */
  text: string
  payer: Payer
  cents: number
  name: string
  iban: string
  address: DebtorAddress | null
}
export type RefundPlan = {
  lines: RefundLine[]
  left: { document: string; payer: Payer; cents: number; why: RefundLeftOut }[]
}

export type RefundQuestion = {
  issuer: string
  accounts: readonly PayerAccount[]
  runs: readonly Run[]
  debtorOf(payer: Payer): Debtor | null
  isIban(iban: string): boolean
}

export function planRefunds(question: RefundQuestion): RefundPlan {
  const waiting = outstanding(question.runs)
  const plan: RefundPlan = { lines: [], left: [] }
  for (const account of question.accounts) {
    if (account.issuer !== question.issuer) continue
    for (const credit of account.credits) {
      const { from: document, kind, cents } = credit
      // What was let be is nobody's money
      if (kind === 'written-off' || cents === 0) continue
      const made = waiting.has(document) ? 'with-the-bank' : lineOf(question, account, credit)
      if (typeof made === 'string') plan.left.push({ document, payer: account.payer, cents, why: made })
      else plan.lines.push(made)
    }
  }
  return plan
}

/** Who still owes gets nothing back: the credit is put to what is due first. */
function lineOf(
  { debtorOf, isIban }: RefundQuestion,
  account: PayerAccount,
  credit: Credit,
): RefundLine | RefundLeftOut {
  if (openOf(account).length > 0) return 'still-owes'
  const { payer } = account
  const { from: document, cents } = credit
  if (!isSepaId(document)) return 'reference-unwritable'
  const debtor = debtorOf(payer)
  const iban = debtor?.iban ?? null
  if (iban === null) return 'no-iban'
  if (!isIban(iban)) return 'iban-wrong'
  if (!isSepaCountry(iban)) return 'iban-outside-sepa'
  const name = sepaName(debtor?.name ?? '')
  if (name === null) return 'name-unwritable'
  const address = wantsAddress(iban) ? (debtor?.address ?? null) : null
  if (wantsAddress(iban) && address === null) return 'address-missing'
  return { document, text: textOf(credit), payer, cents, name, iban, address }
}

function textOf({ kind, from, date }: Credit): string {
  if (kind === 'credit-note') return `Avoir ${from}`
  return kind === 'payment' ? `Trop-perçu du ${date.split('-').toReversed().join('/')}` : 'Remboursement de votre solde'
}
