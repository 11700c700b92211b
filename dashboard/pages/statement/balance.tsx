import { Fragment } from 'preact'
import type { PeriodPreview } from '#server/contract/api.ts'
import { euros } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'
import { type Sum, sumOf } from './sum.ts'
import { s } from './texts.ts'

const money = (cents: bigint) => euros(Number(cents), language.value)

/** The whole month in one equation, and the cloth it is cut from. */
export function Balance({ preview }: { preview: PeriodPreview }) {
  const sum = sumOf(preview)
  const exact = sum.off_cents === 0n
  // Where nothing is shared there is no equation: what is paid by tariff is all there is
  if (preview.pools.length === 0 && exact) return <Priced amount={money(sum.priced_cents)} />
  return (
    <section class="balance" aria-labelledby="balance">
      <h2 id="balance" class="sr">
        {s('sum')}
      </h2>
      <p class="equation">
        {termsOf(sum).map(([label, cents], i) => (
          <Fragment key={label}>
            {i === 0 ? null : <i>+</i>}
            <span>
              <small>{label}</small>
              <b>{money(cents)}</b>
            </span>
          </Fragment>
        ))}
        <i>=</i>
        <span class="equation-total">
          <small>{t('statement.total')}</small>
          <b>{money(sum.shared_cents)}</b>
        </span>
      </p>
      <Cloth preview={preview} cooperative_cents={Number(sum.cooperative_cents)} />
      <p class={exact ? 'exact' : 'exact exact-off'}>
        <Icon sign={exact ? 'check' : 'fault'} />{' '}
        {exact ? t('statement.sum-exact') : t('statement.sum-off', { cents: money(sum.off_cents) })}
      </p>
      {sum.priced_cents === 0n ? null : (
        <p class="hint">{t('statement.priced', { amount: money(sum.priced_cents) })}</p>
      )}
    </section>
  )
}

/** Members and the cooperative always, the others where they bear anything. */
const termsOf = ({ members_cents, orders_cents, organisations_cents, cooperative_cents }: Sum): [string, bigint][] => [
  [t('statement.members-part'), members_cents],
  ...(orders_cents === 0n ? [] : [[s('col.orders'), orders_cents] satisfies [string, bigint]]),
  ...(organisations_cents === 0n
    ? []
    : [[t('statement.organisations-part'), organisations_cents] satisfies [string, bigint]]),
  [t('statement.cooperative-part'), cooperative_cents],
]

const Cloth = ({ preview, cooperative_cents }: { preview: PeriodPreview; cooperative_cents: number }) => (
  <div class="cloth" aria-hidden="true">
    {[...preview.members, ...(preview.orders ?? []), ...(preview.organisations ?? [])].map(({ id, total_cents }) => (
      <span key={id} style={{ flexGrow: Math.max(0, total_cents) }} />
    ))}
    <span class="cloth-cooperative" style={{ flexGrow: Math.max(0, cooperative_cents) }} />
  </div>
)

const Priced = ({ amount }: { amount: string }) => (
  <section class="balance" aria-labelledby="balance">
    <h2 id="balance" class="sr">
      {s('sum')}
    </h2>
    <p class="equation">
      <span class="equation-total">
        <small>{s('by-tariff')}</small>
        <b>{amount}</b>
      </span>
    </p>
  </section>
)
