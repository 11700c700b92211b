/** What the treasurer reads about months, as lines of a spreadsheet. */
import type { FundersView, MonthOverview } from '#server/contract/money.ts'
import { decimal, hoursOf as hours } from '../../ui/spreadsheet.ts'
import { w } from './texts.ts'

const euros = (cents: number): string => decimal(cents / 100)

export function linesOf(report: FundersView): (string | number)[][] {
  return [
    [report.site, report.from, report.to],
    ...livedLines(report),
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

/** Which months were lived, and what others among those that are told do to the figures. */
const livedLines = ({ from, to, lived }: FundersView): string[][] =>
  lived === null
    ? [[w('funders.lived-none')]]
    : [
        [w('funders.lived-months'), lived.from, lived.to],
        ...(from < lived.from ? [[w('funders.before', { month: lived.from })]] : []),
        ...(to > lived.to ? [[w('funders.running', { month: to })]] : []),
      ]

const optional = (value: number | null, told: (value: number) => string): string => (value === null ? '' : told(value))

/** A month against its costs: a line for each issuer. */
export const balanceLines = ({ issuers }: MonthOverview): (string | number)[][] => [
  [
    ...[w('month.issuer'), w('month.gross'), w('month.subsidy'), w('month.earned'), w('month.missing')],
    ...[w('month.self-financing'), w('month.target'), w('month.charged'), w('month.hour-needed')],
  ],
  ...issuers.map(one => [
    ...[one.name, euros(one.gross_cents), euros(one.subsidy_cents), euros(one.earned_cents), euros(restOf(one))],
    ...[optional(one.self_financing_percent, decimal), optional(one.target_percent, decimal)],
    ...[hours(one.charged_running_ms), optional(one.needed_cents_per_hour, euros)],
  ]),
]

type Costs = Pick<MonthOverview['issuers'][number], 'gross_cents' | 'subsidy_cents' | 'earned_cents'>
/** What nobody pays and no subsidy covers. */
export const restOf = ({ gross_cents, subsidy_cents, earned_cents }: Costs): number =>
  Math.max(0, gross_cents - subsidy_cents - earned_cents)
