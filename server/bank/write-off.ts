/** A small difference let be by a person: judged on the account as it stands, then written like every movement of money. */
import { accountKey } from '#server/domain/accounting/balance.ts'
import { writeOffId } from '#server/domain/accounting/payment-id.ts'
import { writeOffOf } from '#server/domain/accounting/write-off.ts'
import { said } from '#server/domain/refusals.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { act, type Outcome } from './pay.ts'
import type { BankParts } from './ports.ts'
import { collectingOf } from './state.ts'

export type WriteOffOrder = {
  issuer: string
  payer: Payer
  /** a document, or the payment that brought too much */
  item: string
  by: string
}

/** Cents: positive, a loss; negative, a gain. */
export const writeOff = (parts: BankParts, { issuer, payer, item, by }: WriteOffOrder): Promise<Outcome<number>> =>
  act(parts, state => {
    const account = state.accounts.get(accountKey(issuer, payer))
    if (account === undefined) return said('no-payer', { id: payer.id })
    const judged = writeOffOf(account, item, collectingOf(state.directory, issuer).write_off_cents)
    if ('code' in judged) return judged
    const { cents } = judged
    const date = state.today
    const id = writeOffId({ issuer, item, date, cents })
    return { entries: [{ type: 'written-off', issuer, id, payer, date, item, cents, by }], result: cents }
  })
