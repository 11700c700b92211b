/** By category of member, never by person. */
import { changeIn, hours, part } from './figures.tsx'
import { categoryLines } from './lines.ts'
import type { CategoryUse, MonthUse } from './month-use.ts'
import { Part } from './part.tsx'
import { w } from './texts.ts'

export function Categories({ use, file }: { use: MonthUse; file: string }) {
  const { categories, whole } = use
  return (
    <Part
      id="categories"
      title={w('categories.title')}
      means={w('categories.means')}
      lines={() => categoryLines(use)}
      file={file}
    >
      <table class="use-table" aria-labelledby="categories">
        <thead>
          <tr>
            <th scope="col">{w('categories.category')}</th>
            <th scope="col">{w('machines.running')}</th>
            <th scope="col">{w('categories.share')}</th>
            <th scope="col">{w('machines.sessions')}</th>
            <th scope="col">{w('machines.last-year')}</th>
            <th scope="col">{w('months.change')}</th>
          </tr>
        </thead>
        <tbody>
          {categories.map(one => (
            <Row key={one.name} category={one} all_ms={whole.running_ms} />
          ))}
        </tbody>
      </table>
    </Part>
  )
}

function Row({ category, all_ms }: { category: CategoryUse; all_ms: number }) {
  const { name, running_ms, sessions, last_year } = category
  return (
    <tr>
      <th scope="row">
        {name === '' ? w('categories.none') : <bdi>{name}</bdi>}
        <span
          class="use-bar"
          style={{ inlineSize: `${(running_ms / Math.max(1, all_ms)) * 100}%` }}
          aria-hidden="true"
        />
      </th>
      <td data-label={w('machines.running')}>{hours(running_ms)}</td>
      <td data-label={w('categories.share')}>{part(running_ms, all_ms)}</td>
      <td data-label={w('machines.sessions')}>{sessions}</td>
      <td data-label={w('machines.last-year')}>{last_year === null ? '–' : hours(last_year.running_ms)}</td>
      <td data-label={w('months.change')}>
        {last_year === null || last_year.running_ms === 0 ? '–' : changeIn(running_ms, last_year.running_ms)}
      </td>
    </tr>
  )
}
