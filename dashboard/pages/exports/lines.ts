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

/** Before the year is due the last columns say until when, and what each would pay or get back had it ended with its last whole month. */
export const settlementLines = (settlement: SettlementView): Lines => [
  [
    ...[x('col.issuer'), x('col.payer'), x('col.advance'), x('col.share'), x('col.balance'), x('col.provisional')],
    ...[x('col.from'), x('col.through'), x('col.advance-so-far'), x('col.share-so-far'), x('col.balance-so-far')],
  ],
  ...settlement.issuers.flatMap(({ issuer, payers, provisional_until, so_far }) =>
    payers.map(one => [
      ...[issuer, one.name, euros(one.advance_cents), euros(one.share_cents), euros(one.balance_cents)],
      ...[provisional_until ?? '', ...(so_far === null ? ['', '', '', '', ''] : soFarOf(one, so_far))],
    ]),
  ),
]

type Issuer = SettlementView['issuers'][number]
function soFarOf({ payer }: Issuer['payers'][number], so_far: NonNullable<Issuer['so_far']>): string[] {
  const own = so_far.payers.find(one => one.payer.kind === payer.kind && one.payer.id === payer.id)
  const { advance_cents = 0, share_cents = 0, balance_cents = 0 } = own ?? {}
  return [so_far.from, so_far.through, euros(advance_cents), euros(share_cents), euros(balance_cents)]
}
