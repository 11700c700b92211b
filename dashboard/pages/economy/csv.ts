/** The report for funders as lines of a spreadsheet. */
import type { FundersView } from '#server/contract/money.ts'
import { decimal, hoursOf as hours } from '../../ui/spreadsheet.ts'
import { w } from './texts.ts'

const euros = (cents: number): string => decimal(cents / 100)

export function linesOf(report: FundersView): (string | number)[][] {
  return [
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
}
