/** A month's statement and a year's settlement as lines of a spreadsheet. */
import type { PeriodPreview } from '#server/contract/api.ts'
import type { SettlementView } from '#server/contract/money.ts'
import { decimal, hoursOf } from '../../ui/spreadsheet.ts'
import { x } from './texts.ts'

type Lines = (string | number)[][]
const euros = (cents: number): string => decimal(cents / 100)

/** One line for each line of each member; the sums people look for first stand above. */
export const statementLines = (preview: PeriodPreview): Lines => [
  [x('col.pool'), x('col.shared'), x('col.cooperative')],
  ...preview.pools.map(pool => [pool.name ?? pool.id, euros(pool.shared_cents), euros(pool.cooperative_cents ?? 0)]),
  [],
  [x('col.member'), x('col.sessions'), x('col.running'), x('col.line'), x('col.amount')],
  ...preview.members.flatMap(member => [
    [member.name ?? member.id, member.sessions, hoursOf(member.running_ms), x('col.total'), euros(member.total_cents)],
    ...member.lines.map(line => [member.name ?? member.id, '', '', line.label, euros(line.cents)]),
  ]),
]

export const settlementLines = (settlement: SettlementView): Lines => [
  [x('col.issuer'), x('col.payer'), x('col.advance'), x('col.share'), x('col.balance')],
  ...settlement.issuers.flatMap(({ issuer, payers }) =>
    payers.map(one => [
      ...[issuer, one.name, euros(one.advance_cents), euros(one.share_cents), euros(one.balance_cents)],
    ]),
  ),
]
