/** The accounts as they stand: what every act of the desk begins with. */
import { type Accounts, accountsOf, type Money, moneyOf } from '#server/domain/accounting/balance.ts'
import { type Run, runsOf } from '#server/domain/accounting/debit-history.ts'
import type { AccountsEntry } from '#server/domain/accounting/entries.ts'
import { payerKey } from '#server/domain/accounting/payment-entries.ts'
import { COLLECTING, type CollectingFacts } from '#server/domain/accounting/payment-settings.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { ContactRow } from '#server/domain/records.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { localDate } from '#server/domain/time.ts'
import type { BankParts } from './ports.ts'

export type BankState = {
  /** last entry of the accounts it rests on */
  n: number
  entries: AccountsEntry[]
  accounts: Accounts
  money: Money
  runs: Run[]
  /** bank lines a payment or a return was made of */
  used: Set<string>
  today: string
  /** the day the last entry was written */
  last_day: string
  directory: Directory
}

export async function stateNow({ ledger, directory: rules, now_ms }: BankParts): Promise<BankState> {
  // The head before the entries: what comes in between is seen, and refused when it matters
  const n = await ledger.accountsHead()
  const booked = await ledger.accountEntries({})
  const entries = booked.map(({ entry }) => entry)
  const directory = rules()
  const zone = directory.site?.timezone ?? 'UTC'
  return {
    ...{ n, entries, directory, money: moneyOf(entries), runs: runsOf(entries), used: linesUsed(entries) },
    accounts: accountsOf(directory.balances.values(), entries),
    today: localDate(now_ms(), zone),
    last_day: localDate(booked.at(-1)?.at_ms ?? 0, zone),
  }
}

function linesUsed(entries: readonly AccountsEntry[]): Set<string> {
  const used = new Set<string>()
  for (const entry of entries)
    if ((entry.type === 'paid' || entry.type === 'returned' || entry.type === 'dropped') && entry.line !== null)
      used.add(entry.line)
  return used
}

export const collectingOf = (directory: Directory, issuer: string): CollectingFacts => ({
  ...COLLECTING,
  ...directory.issuers.get(issuer)?.collecting,
})

/** Names by payer; an erased member keeps their number. */
export async function namesOf({ ledger, directory }: BankParts): Promise<(payer: Payer) => string> {
  const persons = new Map((await ledger.persons()).map(one => [one.member, one.name]))
  return payer =>
    (payer.kind === 'organisation' ? directory().organisations.get(payer.id)?.name : persons.get(payer.id)) ?? payer.id
}

export async function contactsOf({ ledger }: BankParts): Promise<(payer: Payer) => ContactRow | null> {
  const contacts = new Map((await ledger.contacts()).map(one => [`${one.kind}/${one.id}`, one]))
  return payer => contacts.get(payerKey(payer)) ?? null
}
