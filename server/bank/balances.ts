/** What each payer owes, with its history: as the desk tells it. */
import type { PayerAccount } from '#server/domain/accounting/balance.ts'
import { type Ageing, ageingOf } from '#server/domain/accounting/balance-ageing.ts'
import { writableOff } from '#server/domain/accounting/write-off.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import type { BankParts } from './ports.ts'
import { collectingOf, namesOf, stateNow } from './state.ts'

export type BalanceNow = {
  account: PayerAccount
  name: string
  ageing: Ageing
  /** documents and payments of which a small rest may be let be */
  write_off: ReadonlySet<string>
}

/** Those with anything to tell, the largest debt first. */
export async function balancesNow(parts: BankParts): Promise<BalanceNow[]> {
  const [{ accounts, today, directory }, nameOf] = await Promise.all([stateNow(parts), namesOf(parts)])
  return [...accounts.values()]
    .filter(account => account.movements.length > 0)
    .map(account => ({
      ...{ account, name: nameOf(account.payer), ageing: ageingOf(account, today) },
      write_off: new Set(writableOff(account, collectingOf(directory, account.issuer).write_off_cents)),
    }))
    .toSorted((a, b) => b.account.balance_cents - a.account.balance_cents || (a.name < b.name ? -1 : 1))
}

export async function balanceOf(parts: BankParts, payer: Payer): Promise<BalanceNow[]> {
  const all = await balancesNow(parts)
  return all.filter(({ account }) => account.payer.kind === payer.kind && account.payer.id === payer.id)
}
