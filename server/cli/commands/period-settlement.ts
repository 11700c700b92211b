import { createEconomy } from '#server/economy.ts'
import { withLedger } from '../context.ts'
import { money } from '../months.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

export async function periodSettlement(year: string, options: { json?: boolean }): Promise<void> {
  if (!/^20\d\d$/.test(year)) throw new CliError(`"${year}" is no year: write it as 2026`, EXIT_USAGE)
  const settlement = await withLedger(async ledger => {
    const { directory } = await ledger.load()
    return createEconomy(ledger, () => directory).settlement(year)
  })
  const text = settlement.issuers.flatMap(issuer => [
    `${issuer.issuer} ${year}: costs ${money(issuer.costs_cents)}, advances ${money(issuer.advance_cents)}`,
    ...issuer.payers.map(({ payer, advance_cents, share_cents, balance_cents }) => {
      const verb = balance_cents > 0 ? 'owes' : 'gets back'
      return `  ${payer.id}: paid ${money(advance_cents)}, share ${money(share_cents)}, ${verb} ${money(Math.abs(balance_cents))}`
    }),
    `  the cooperative's own part: ${money(issuer.cooperative_cents)}`,
  ])
  print(settlement, text.length === 0 ? ['no issuer bills provisionally: nothing to settle'] : text, options.json)
}
