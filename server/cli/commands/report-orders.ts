/** `navette report orders`: what each order took, inside and outside, and how many days in all. */
import { type OrderReport, orderReports } from '#server/domain/sharing/order-report.ts'
import { localDate } from '#server/domain/time.ts'
import { withLedger } from '../context.ts'
import { hours } from '../months.ts'
import { print } from '../output.ts'

export async function reportOrders(options: { json?: boolean }): Promise<void> {
  const result = await withLedger(async ledger => {
    const { directory } = await ledger.present()
    const zone = directory.site?.timezone ?? 'UTC'
    const today = localDate(Date.now(), zone)
    return { today, orders: orderReports(directory, await ledger.orderTime(), zone, today) }
  })
  print(result, result.orders.flatMap(textOf), options.json)
}

const textOf = ({
  order,
  name,
  delivered,
  lead_days,
  running_ms,
  sessions,
  steps,
  outside_days,
}: OrderReport): string[] => [
  `${order} (${name}): ${lead_days === null ? 'not begun' : `${lead_days} days, ${delivered === null ? 'under way' : `delivered ${delivered}`}`}`,
  `  inside: ${hours(running_ms)} running in ${sessions} sessions; outside: ${outside_days} days`,
  ...steps.map(
    step => `  ${step.name}${step.partner === null ? '' : ` (${step.partner})`}: ${step.sent} → ${step.back ?? '…'}`,
  ),
]
