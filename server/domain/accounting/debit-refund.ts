/** What a credit transfer gives back: credit notes whose credit nobody can put to anything else. */
import type { Payer } from '../sharing/use.ts'
import type { PayerAccount } from './balance.ts'
import { openOf } from './balance.ts'
import { outstanding, type Run } from './debit-history.ts'
import type { Debtor, DebtorAddress } from './debit-run.ts'
import { sepaName } from './debit-text.ts'
import { isSepaCountry, wantsAddress } from './mandate.ts'

export type RefundLeftOut =
  | 'with-the-bank'
  | 'still-owes'
  | 'no-iban'
  | 'iban-wrong'
  | 'iban-outside-sepa'
  | 'name-unwritable'
  | 'address-missing'
export type RefundLine = {
  document: string
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
    for (const { from: document, kind, cents } of account.credits) {
      if (kind !== 'credit-note' || cents === 0) continue
      const made = waiting.has(document) ? 'with-the-bank' : lineOf(question, account, document, cents)
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
  document: string,
  cents: number,
): RefundLine | RefundLeftOut {
  if (openOf(account).length > 0) return 'still-owes'
  const { payer } = account
  const debtor = debtorOf(payer)
  const iban = debtor?.iban ?? null
  if (iban === null) return 'no-iban'
  if (!isIban(iban)) return 'iban-wrong'
  if (!isSepaCountry(iban)) return 'iban-outside-sepa'
  const name = sepaName(debtor?.name ?? '')
  if (name === null) return 'name-unwritable'
  const address = wantsAddress(iban) ? (debtor?.address ?? null) : null
  return wantsAddress(iban) && address === null ? 'address-missing' : { document, payer, cents, name, iban, address }
}
