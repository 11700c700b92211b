/** Twelve months, each beside the same one a year before. */
import { monthName } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import type { Month } from '../../time/zone.ts'
import { changeIn, hours } from './figures.tsx'
import { monthLines } from './lines.ts'
import type { MonthPair, MonthUse, Used } from './month-use.ts'
import { Part } from './part.tsx'
import { w } from './texts.ts'

type Props = { use: MonthUse; month: Month; file: string; href: (month: Month) => string }

export function MonthsTable({ use, month, file, href }: Props) {
  const most_ms = Math.max(
    1,
    ...use.months.flatMap(({ now, before }) => [now, before]).map(one => one?.running_ms ?? 0),
  )
  return (
    <Part id="months" title={w('months.title')} means={w('months.means')} lines={() => monthLines(use)} file={file}>
      <table class="use-table narrow use-months" aria-labelledby="months">
        <thead>
          <tr>
            <th scope="col">{w('months.month')}</th>
            <th scope="col">{w('machines.running')}</th>
            <th scope="col">{w('machines.last-year')}</th>
            <th scope="col">{w('months.change')}</th>
          </tr>
        </thead>
        <tbody>
          {use.months.map(pair => (
            <Row
              key={pair.month}
              so_far={use.so_far && pair.month === month}
              pair={pair}
              most_ms={most_ms}
              here={pair.month === month}
              href={href}
            />
          ))}
        </tbody>
      </table>
    </Part>
  )
}

type RowProps = { so_far: boolean; pair: MonthPair; most_ms: number; here: boolean; href: (month: Month) => string }
function Row({ so_far, pair: { month, now, before }, most_ms, here, href }: RowProps) {
  const name = monthName(month, language.value)
  const compared = now !== null && before !== null && before.running_ms > 0
  return (
    <tr data-here={here}>
      <th scope="row">{here ? name : <a href={href(month)}>{name}</a>}</th>
      <td data-label={w('machines.running')}>
        <Bar used={now} most_ms={most_ms} kind="now" />
      </td>
      <td data-label={w('machines.last-year')}>
        <Bar used={before} most_ms={most_ms} kind="before" />
      </td>
      <td data-label={w('months.change')}>
        {so_far ? w('months.so-far') : compared ? changeIn(now.running_ms, before.running_ms) : '–'}
      </td>
    </tr>
  )
}

function Bar({ used, most_ms, kind }: { used: Used | null; most_ms: number; kind: 'now' | 'before' }) {
  if (used === null) return '–'
  const width = `${(used.running_ms / most_ms) * 100}%`
  return (
    <>
      {hours(used.running_ms)}
      <span class="use-bar" data-kind={kind} style={{ inlineSize: width }} aria-hidden="true" />
    </>
  )
}
