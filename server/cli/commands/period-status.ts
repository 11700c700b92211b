/** `navette period status`: where a month stands, and what keeps it from closing. */
import { closeContext, monthNow, refusalNow } from '#server/books/month.ts'
import { periodOf } from '#server/domain/time.ts'
import { paidOf } from '#server/present/books.ts'
import { money, monthOf, refusalWords, withBooks } from '../books.ts'
import { print } from '../output.ts'

export async function periodStatus(month: string | undefined, options: { json?: boolean }): Promise<void> {
  const result = await withBooks(async parts => {
    const now_ms = Date.now()
    const context = await closeContext(parts)
    const zone = parts.directory().site?.timezone ?? 'UTC'
    const period = month === undefined ? periodOf(now_ms, zone) : monthOf(month)
    const now = await monthNow(parts, period)
    const closing = context.closings.find(one => one.period === period) ?? null
    const statement = closing === null ? now.statement : ((await parts.ledger.closedStatement(period)) ?? now.statement)
    const refusal = refusalNow(now, now_ms, context)
    return {
      period,
      status: closing === null ? 'open' : 'closed',
      to_settle: closing === null ? now.queue.filter(item => item.blocks).length : 0,
      pools_cents: statement.pools.reduce((sum, pool) => sum + pool.amount_cents, 0),
      members_cents: statement.members.reduce((sum, member) => sum + member.total_cents, 0),
      ...paidOf(statement),
      cooperative_cents: statement.cooperative_cents,
      statement_hash: closing?.statement_hash ?? now.statement_hash,
      why_not_closed: closing !== null || refusal === null ? null : refusalWords(period, refusal),
    }
  })
  const text = [
    `${result.period}: ${result.status}`,
    ...sums(result),
    result.why_not_closed === null ? '' : `  ${result.why_not_closed}`,
  ].filter(line => line !== '')
  print(result, text, options.json)
}

type Sums = {
  pools_cents: number
  shares_cents: number
  priced_cents: number
  cooperative_cents: number
  orders_cents: number
}

/**
 * Shares, orders and the cooperative's part make up the pools (design rule 5); what has a price makes up nothing of them. Contract §5
 * counts orders with the cooperative's part: here they are told apart, since somebody pays them.
 */
export function sums({ pools_cents, shares_cents, priced_cents, cooperative_cents, orders_cents }: Sums): string[] {
  const exact = shares_cents + cooperative_cents === pools_cents
  const [equals, plus] = exact ? [' = ', ' + '] : [', ', ', ']
  const orders = orders_cents === 0 ? '' : `${plus}orders ${money(orders_cents)}`
  const own = `${plus}the cooperative ${money(cooperative_cents - orders_cents)}`
  return [
    `  pools ${money(pools_cents)}${equals}shares ${money(shares_cents)}${orders}${own}`,
    ...(priced_cents === 0 ? [] : [`  at its price, beside them: ${money(priced_cents)}`]),
  ]
}
