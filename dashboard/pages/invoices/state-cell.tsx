import type { IssuedRow } from '#server/contract/invoices.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { timezone } from '../../ui/session.ts'
import { l } from './issued-texts.ts'
import { leftOf } from './left.ts'
import { money } from './words.ts'

/** What is still to be paid of it, where that is not all of it. */
export function StateCell({ row }: { row: IssuedRow }) {
  const left = leftOf(row, dayOf(serverNow(), timezone()))
  const open_cents = row.open_cents ?? 0
  const in_part = open_cents > 0 && open_cents < row.gross_cents
  const words =
    left === null ? [] : [l(`left.${left}`), ...(in_part ? [l('left.rest', { rest: money(open_cents) })] : [])]
  return (
    <td class="cell-state" data-left={left}>
      {words.join(', ')}
    </td>
  )
}
