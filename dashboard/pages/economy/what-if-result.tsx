/** Who gains and who loses by other rules: by category for everybody, by name for the treasurer. */
import type { WhatIfView } from '#server/contract/money.ts'
import { difference, money } from './head.tsx'
import { sayCategory } from './terms.ts'
import { w } from './texts.ts'

/** What an answer calls by its id. */
export type Names = Record<'category' | 'order' | 'organisation', ReadonlyMap<string, string>>
type Moved = WhatIfView['total']
type Row = Moved & { key: string; label: string }

const less = (whole: Moved, ...parts: readonly Moved[]): Moved => {
  const left = (of: keyof Moved): number => parts.reduce((cents, part) => cents - part[of], whole[of])
  return { before_cents: left('before_cents'), after_cents: left('after_cents'), delta_cents: left('delta_cents') }
}
const moves = ({ before_cents, after_cents }: Moved): boolean => before_cents !== 0 || after_cents !== 0

export function Result({ result, names }: { result: WhatIfView; names: Names }) {
  const categories = result.categories.map(one => ({
    ...one,
    key: one.category,
    label: `${sayCategory(one.category, names.category)} · ${w('if.people', { count: one.members })}`,
  }))
  const others = less(result.total, ...categories)
  const sums: Row[] = [
    ...(moves(others) ? [{ ...others, key: 'others', label: w('if.others') }] : []),
    { ...result.total, key: 'total', label: w('if.total') },
    { ...result.costs, key: 'costs', label: w('if.costs') },
    { ...less(result.costs, result.total), key: 'left', label: w('if.left') },
  ]
  const people = [
    ...(result.members ?? []).map(one => ({ ...one, key: one.id, label: one.name })),
    ...(result.others ?? []).map(one => ({ ...one, key: one.id, label: names[one.kind].get(one.id) ?? one.id })),
  ].sort((a, b) => a.delta_cents - b.delta_cents)
  return (
    <section class="what-if-result">
      <p class="verdict" role="status">
        {w('if.summary', { gain: result.gain, lose: result.lose, same: result.same })}
      </p>
      <Moves rows={[...categories, ...sums]} label={w('if.category')} />
      {people.length === 0 ? null : (
        <details>
          <summary>{w('if.names')}</summary>
          <Moves rows={people} label={w('if.who')} />
        </details>
      )}
    </section>
  )
}

function Moves({ rows, label }: { rows: Row[]; label: string }) {
  const most = Math.max(1, ...rows.map(row => Math.abs(row.delta_cents)))
  return (
    <table class="moves" aria-label={w('if.title')}>
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col" class="number">
            {w('if.before')}
          </th>
          <th scope="col" class="number">
            {w('if.after')}
          </th>
          <th scope="col" class="number">
            {w('if.delta')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.key}>
            <th scope="row">
              <bdi>{row.label}</bdi>
              <span class="move" data-way={row.delta_cents > 0 ? 'more' : 'less'} aria-hidden="true">
                <i style={{ inlineSize: `${(Math.abs(row.delta_cents) / most) * 50}%` }} />
              </span>
            </th>
            <td class="number" data-label={w('if.before')}>
              {money(row.before_cents)}
            </td>
            <td class="number" data-label={w('if.after')}>
              {money(row.after_cents)}
            </td>
            <td class="number" data-label={w('if.delta')}>
              <b>{difference(row.delta_cents)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
