/** `navette payment write-off`: the small rest of an invoice or of a payment is let be, as far as the issuer allows. */
import { done, issuerOf, payerOf, withBank } from '../bank.ts'
import { COMMAND_LINE, money } from '../books.ts'
import { print } from '../output.ts'

type Options = { issuer?: string; json?: boolean }

export async function paymentWriteOff(who: string, item: string, options: Options): Promise<void> {
  const cents = await withBank(async (bank, directory) => {
    const issuer = issuerOf(options.issuer, directory)
    return done(await bank.writeOff({ issuer, payer: payerOf(who, directory), item, by: COMMAND_LINE }))
  })
  const words = cents > 0 ? `${money(cents)} of ${item} is written off` : `${money(-cents)} paid too much is kept`
  print({ item, cents }, [`${words}.`], options.json)
}
