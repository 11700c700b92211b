/** The lines of one entry in the making: added up by account, sides told when it is written. */
import type { Payer } from '../sharing/use.ts'
import { type Account, type AccountNumbers, accountFor, vatCollected, vatPending } from './accounts-plan.ts'
import type { VatDueEvent } from './vat-due.ts'

export type Auxiliary = { number: string; label: string }
export type EntryLine = {
  account: Account
  auxiliary: Auxiliary | null
  /** one of the two is 0, the other is not */
  debit_cents: number
  credit_cents: number
  /** the same on all lines that together come to nothing; `date`: of the last of them */
  letter: { code: string; date: string } | null
}

export type Posted = { account: Account; auxiliary: Auxiliary | null; receivable: boolean; cents: number }

/** Debits are positive until the entry is written; what meets on one account is added up. */
export class Posting {
  readonly posted = new Map<string, Posted>()
  readonly numbers: AccountNumbers
  readonly nameOf: (payer: Payer) => string

  constructor(numbers: AccountNumbers, nameOf: (payer: Payer) => string | null) {
    this.numbers = numbers
    this.nameOf = payer => nameOf(payer) ?? payer.id
  }

  post(account: Account, cents: number, auxiliary: Auxiliary | null = null, receivable = false): void {
    const key = `${account.number}/${auxiliary?.number ?? ''}`
    const line = this.posted.get(key) ?? { account, auxiliary, receivable, cents: 0 }
    line.cents += cents
    this.posted.set(key, line)
  }
  receivable(payer: Payer, cents: number): void {
    this.post(accountFor('receivable', this.numbers), cents, this.#auxiliary(payer), true)
  }
  advances(payer: Payer, cents: number): void {
    this.post(accountFor('advances', this.numbers), cents, this.#auxiliary(payer))
  }
  /** What fell due on payment goes from waiting to collected. */
  vatMoved(due: readonly VatDueEvent[]): void {
    for (const { on, rate_bp, vat_cents } of due) {
      if (on !== 'payment') continue
      this.post(vatPending(rate_bp, this.numbers), vat_cents)
      this.post(vatCollected(rate_bp, this.numbers), -vat_cents)
    }
  }
  #auxiliary(payer: Payer): Auxiliary {
    return { number: auxiliaryOf(payer), label: this.nameOf(payer) }
  }
}

/** `M-AWA`, `O-ATELIER-NORD`: no two payers of an issuer share one, because ids of a kind are unique. */
export const auxiliaryOf = ({ kind, id }: Payer): string => `${(kind[0] ?? '').toUpperCase()}-${id.toUpperCase()}`

export const lineOf = ({ account, auxiliary, receivable, cents }: Posted, letter: EntryLine['letter']): EntryLine[] =>
  cents === 0
    ? []
    : [
        {
          ...{ account, auxiliary, debit_cents: Math.max(cents, 0), credit_cents: Math.max(-cents, 0) },
          letter: receivable ? letter : null,
        },
      ]
