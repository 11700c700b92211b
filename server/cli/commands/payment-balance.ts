/** `navette payment balance`: who owes what, and how it came to that. */
import { payerOf, withBank } from '../bank.ts'
import { money } from '../books.ts'
import { print } from '../output.ts'

export async function paymentBalance(who: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const balances = await withBank((bank, directory) =>
    who === undefined ? bank.balances() : bank.balance(payerOf(who, directory)),
  )
  const text = balances.flatMap(({ account, name }) => [
    `${account.issuer}: ${name} (${account.payer.id}) ${owes(account.balance_cents)}`,
    ...(who === undefined
      ? []
      : account.movements.map(
          one => `  ${one.date}  ${one.kind}  ${one.ref}  ${money(one.cents)}  → ${money(one.balance_cents)}`,
        )),
  ])
  const result = balances.map(({ account, ageing }) => {
    const { issuer, payer, balance_cents, movements, items, credits } = account
    return { issuer, payer, balance_cents, ageing, ...(who === undefined ? {} : { movements, items, credits }) }
  })
  print({ balances: result }, balances.length === 0 ? ['Nobody owes anything.'] : text, json)
}

const owes = (cents: number): string =>
  cents > 0 ? `owes ${money(cents)}` : cents < 0 ? `is owed ${money(-cents)}` : 'is even'
