/** `navette payment add`: cash, a cheque, a transfer, a card, entered by hand. */
import type { Allocation, PaymentMethod } from '#server/domain/accounting/payment-entries.ts'
import { localDate } from '#server/domain/time.ts'
import { centsOf, dayOf, done, issuerOf, payerOf, withBank } from '../bank.ts'
import { COMMAND_LINE, money } from '../books.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

type Options = {
  issuer?: string
  date?: string
  method: PaymentMethod
  for?: string[]
  reference?: string
  again?: boolean
  json?: boolean
}

export async function paymentAdd(who: string, euros: string, options: Options): Promise<void> {
  const amount_cents = centsOf(euros)
  const { result, issuer } = await withBank(async (bank, directory) => {
    const payer = payerOf(who, directory)
    const issuer = issuerOf(options.issuer, directory)
    const date = dayOf(options.date, localDate(Date.now(), directory.site?.timezone ?? 'UTC'))
    const items = options.for === undefined ? null : await itemsOf(options.for, amount_cents, () => bank.balance(payer))
    const { method, reference = null, again = false } = options
    const order = { issuer, payer, date, method, amount_cents, allocations: items, reference, again, by: COMMAND_LINE }
    return { result: done(await bank.pay(order)), issuer }
  })
  const put = result.allocations.map(({ item, cents }) => `  ${item}: ${money(cents)}`)
  const free = amount_cents - result.allocations.reduce((sum, part) => sum + part.cents, 0)
  const text = [`${money(amount_cents)} recorded (${result.id}).`, ...put]
  if (free > 0) text.push(`  to their credit: ${money(free)}`)
  print({ issuer, payment: result }, text, options.json)
}

type Balances = () => Promise<
  { account: { items: { item: string; open_cents: number }[]; credits: { from: string; cents: number }[] } }[]
>

/** `NUMBER` pays what is left of it, as far as the money goes; `NUMBER=1250` so many cents. */
async function itemsOf(texts: readonly string[], amount_cents: number, balances: Balances): Promise<Allocation[]> {
  const accounts = (await balances()).map(one => one.account)
  const sign = Math.sign(amount_cents)
  let left = Math.abs(amount_cents)
  return texts.map(text => {
    const [item = '', cents_text] = text.split('=')
    const said = cents_text === undefined ? null : Number(cents_text)
    if (said !== null && !(Number.isSafeInteger(said) && said > 0))
      throw new CliError(`"${text}" is no part`, EXIT_USAGE)
    const open = accounts.flatMap(one => one.items).find(one => one.item === item)?.open_cents ?? 0
    const credit = accounts.flatMap(one => one.credits).find(one => one.from === item)?.cents ?? 0
    const cents = said ?? Math.min(left, sign < 0 ? credit : open)
    left -= cents
    return { item, cents: sign * cents }
  })
}
