/** The report as a French spreadsheet opens it: semicolons, decimal commas, and a byte order mark. */
import type { FundersView } from '#server/contract/money.ts'
import { w } from './texts.ts'

const BOM = '\ufeff'
const euros = (cents: number): string => (cents / 100).toFixed(2).replace('.', ',')
const hours = (ms: number): string => (ms / 3_600_000).toFixed(2).replace('.', ',')

/** A cell that begins like a formula is text all the same (OWASP, CSV injection); numbers are ours and may be negative. */
export function cell(value: string | number): string {
  const text = String(value)
  const safe =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !/^-?[\d\s]+(,\d+)?$/.test(text) ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvOf(report: FundersView): string {
  const lines: (string | number)[][] = [
    [report.site, report.from, report.to],
    [],
    [w('funders.beneficiaries'), report.beneficiaries],
    [w('funders.starters'), report.starters],
    [w('funders.session-col'), report.sessions],
    [w('funders.time'), hours(report.running_ms)],
    [w('funders.gross'), euros(report.gross_cents)],
    [w('funders.subsidy'), euros(report.subsidy_cents)],
    [w('funders.earned'), euros(report.earned_cents)],
    [],
    [w('funders.kind'), w('funders.machines'), w('funders.time'), w('funders.session-col')],
    ...report.kinds.map(one => [one.kind, one.machines, hours(one.running_ms), one.sessions]),
    [],
    [w('if.category'), w('funders.people'), w('funders.time')],
    ...report.categories.map(one => [one.category, one.beneficiaries, hours(one.running_ms)]),
    [],
    [
      w('funders.month'),
      w('funders.people'),
      w('funders.time'),
      w('funders.gross'),
      w('funders.subsidy'),
      w('funders.earned'),
    ],
    ...report.months.map(one => [
      ...[one.period, one.beneficiaries, hours(one.running_ms)],
      ...[euros(one.gross_cents), euros(one.subsidy_cents), euros(one.earned_cents)],
    ]),
    [],
    [w('funders.pools'), w('funders.gross'), w('funders.subsidy')],
    ...report.pools.map(one => [one.name, euros(one.gross_cents), euros(one.subsidy_cents)]),
  ]
  return BOM + lines.map(line => line.map(cell).join(';')).join('\r\n')
}
