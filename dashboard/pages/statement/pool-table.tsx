import type { PeriodPreview } from '#server/contract/api.ts'
import { euros } from '../../i18n/format.ts'
import { known, language, t } from '../../i18n/index.ts'
import { membersPart } from './sum.ts'

export function PoolTable({ preview }: { preview: PeriodPreview }) {
  if (preview.pools.length === 0) return null
  const money = (cents: number | null | undefined) => (cents == null ? '—' : euros(cents, language.value))
  return (
    <section class="pools" aria-labelledby="pools">
      <h2 id="pools">{t('statement.pools')}</h2>
      <table aria-labelledby="pools">
        <thead>
          <tr>
            <th scope="col">{t('col.pool')}</th>
            <th scope="col" class="number">
              {t('col.members')}
            </th>
            <th scope="col" class="number">
              {t('col.cooperative')}
            </th>
            <th scope="col" class="number">
              {t('col.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.pools.map(pool => (
            <tr key={pool.id}>
              <th scope="row">
                {pool.name ?? pool.id}
                {pool.driver === undefined ? null : <small>{known('driver', pool.driver, pool.driver)}</small>}
              </th>
              <td class="number" data-label={t('col.members')}>
                {money(membersPart(preview, pool))}
              </td>
              <td class="number" data-label={t('col.cooperative')}>
                {money(pool.cooperative_cents)}
              </td>
              <td class="number" data-label={t('col.amount')}>
                <b>{money(pool.shared_cents)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {preview.cooperative_cents === 0 ? null : <p class="hint">{t('statement.cooperative-why')}</p>}
    </section>
  )
}
