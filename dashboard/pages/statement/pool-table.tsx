import type { PeriodPreview } from '#server/contract/api.ts'
import { euros } from '../../i18n/format.ts'
import { known, language, t } from '../../i18n/index.ts'
import { borneOf, type PoolParts, partsOf } from './sum.ts'
import { s } from './texts.ts'

const money = (cents: number | null): string => (cents === null ? '—' : euros(cents, language.value))

/** Each pool and who bears it; who bears nothing of any has no column. */
export function PoolTable({ preview }: { preview: PeriodPreview }) {
  if (preview.pools.length === 0) return null
  const rows = preview.pools.map(pool => ({ pool, parts: partsOf(preview, pool) }))
  const columns = columnsOf(rows.map(({ parts }) => parts))
  return (
    <section class="pools" aria-labelledby="pools">
      <h2 id="pools">{t('statement.pools')}</h2>
      <table aria-labelledby="pools">
        <thead>
          <tr>
            <th scope="col">{t('col.pool')}</th>
            {[...columns.map(([, label]) => label), t('col.amount')].map(label => (
              <th scope="col" class="number" key={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ pool, parts }) => (
            <tr key={pool.id}>
              <th scope="row">
                {pool.name ?? pool.id}
                {pool.driver === undefined ? null : <small>{known('driver', pool.driver, pool.driver)}</small>}
              </th>
              {columns.map(([part, label]) => (
                <td class="number" data-label={label} key={part}>
                  {money(parts[part])}
                </td>
              ))}
              <td class="number" data-label={t('col.amount')}>
                <b>{money(pool.shared_cents)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Borne preview={preview} />
    </section>
  )
}

function columnsOf(parts: readonly PoolParts[]): (readonly [keyof PoolParts, string])[] {
  const columns = [
    ['members', t('col.members')],
    ['orders', s('col.orders')],
    ['organisations', t('statement.organisations-part')],
    ['cooperative', t('col.cooperative')],
  ] as const
  return columns.filter(
    ([part]) => part === 'members' || part === 'cooperative' || parts.some(each => each[part] !== 0),
  )
}

const REASONS = [
  ...(['own-share', 'unused-capacity', 'waived', 'unattributed'] as const),
  ...(['no-users', 'surplus', 'corrections'] as const),
]

/** Why the cooperative bears what it bears, sum by sum. */
function Borne({ preview }: { preview: PeriodPreview }) {
  const told = borneOf(preview).flatMap(({ why, cents }) => {
    const reason = REASONS.find(one => one === why)
    return reason === undefined ? [] : [s(`borne.${reason}`, { money: money(cents) })]
  })
  if (told.length === 0) return null
  return <p class="hint">{s('borne', { why: told.join(', ') })}</p>
}
