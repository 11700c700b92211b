import type { SettledIssuer } from '#server/domain/sharing/settlement.ts'
import type { SettlementNow } from '#server/domain/sharing/settlement-now.ts'
import { periodOf } from '#server/domain/time.ts'
import { createEconomy } from '#server/economy.ts'
import { withLedger } from '../context.ts'
import { money } from '../months.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'

export async function periodSettlement(year: string, options: { json?: boolean }): Promise<void> {
  if (!/^20\d\d$/.test(year)) throw new CliError(`"${year}" is no year: write it as 2026`, EXIT_USAGE)
  const settlement = await withLedger(async ledger => {
    const { directory } = await ledger.load()
    const present = periodOf(Date.now(), directory.site?.timezone ?? 'UTC')
    return createEconomy(ledger, () => directory).settlement(year, present)
  })
  const text = settlement.issuers.flatMap(issuer => wordsOf(year, issuer))
  print(settlement, text.length === 0 ? ['no issuer bills provisionally: nothing to settle'] : text, options.json)
}

/** Before the year is due nobody owes its balance: what is told is what it would be, had the year ended with its last whole month. */
export function wordsOf(year: string, issuer: SettlementNow['issuers'][number]): string[] {
  const { provisional_until, so_far } = issuer
  if (provisional_until === null) return sumsOf(`${issuer.issuer} ${year}`, issuer, ['owes', 'gets back'])
  const due = `provisional until ${provisional_until} is closed`
  if (so_far === null) return [`${issuer.issuer} ${year}: ${due}; no month of it is over yet`]
  const head = `${issuer.issuer} ${year}, had it ended with ${so_far.through} (from ${so_far.from}; ${due})`
  return sumsOf(head, so_far, ['would owe', 'would get back'])
}

type Sums = Pick<SettledIssuer, 'costs_cents' | 'advance_cents' | 'cooperative_cents' | 'payers'>
const sumsOf = (
  head: string,
  { costs_cents, advance_cents, cooperative_cents, payers }: Sums,
  [owes, gets]: [string, string],
): string[] => [
  `${head}: costs ${money(costs_cents)}, advances ${money(advance_cents)}`,
  ...payers.map(({ payer, advance_cents: paid, share_cents, balance_cents }) => {
    const verb = balance_cents > 0 ? owes : gets
    return `  ${payer.id}: paid ${money(paid)}, share ${money(share_cents)}, ${verb} ${money(Math.abs(balance_cents))}`
  }),
  `  the cooperative's own part: ${money(cooperative_cents)}`,
]
