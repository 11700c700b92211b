import type { FundersReport } from '#server/domain/sharing/funders.ts'
import { createEconomy } from '#server/economy.ts'
import { withLedger } from '../context.ts'
import { checkedSpan, hours, money } from '../months.ts'
import { print } from '../output.ts'

export async function reportFunders(options: { from: string; to: string; json?: boolean }): Promise<void> {
  const [from, to] = checkedSpan(options.from, options.to)
  const report = await withLedger(async ledger => {
    const { directory } = await ledger.load()
    const told = await createEconomy(ledger, () => directory).funders(from, to)
    return { ...told, site: directory.site?.name ?? '' }
  })
  print(report, textOf(report), options.json)
}

function textOf(report: FundersReport & { site: string }): string[] {
  const { self_financing_percent } = report
  return [
    `${report.site}, ${report.from} to ${report.to}`,
    `${report.beneficiaries} people used the machines, of ${report.members} members; ${report.starters} in their first two years of activity`,
    `${report.organisations} organisations, ${report.sessions} sessions, ${hours(report.running_ms)} of running machines`,
    ...report.kinds.map(
      one => `  ${one.kind}: ${one.machines} machines, ${hours(one.running_ms)}, ${one.sessions} sessions`,
    ),
    ...report.categories.map(
      one => `  ${one.category === '' ? '-' : one.category}: ${one.beneficiaries} people, ${hours(one.running_ms)}`,
    ),
    `Costs ${money(report.gross_cents)}, of which ${money(report.subsidy_cents)} subsidised; ${money(report.earned_cents)} earned`,
    ...report.pools.map(pool => `  ${pool.name}: ${money(pool.gross_cents)}`),
    `Self-financing: ${self_financing_percent === null ? '-' : `${self_financing_percent.toLocaleString('fr-FR')} %`}`,
  ]
}
