import type { PeriodPreview } from '#server/contract/api.ts'
import { euros } from '../../i18n/format.ts'
import { language, t } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'
import { sumOf } from './sum.ts'
import { s } from './texts.ts'

/** The whole month in one equation, and the cloth it is cut from. */
export function Balance({ preview }: { preview: PeriodPreview }) {
  const sum = sumOf(preview)
  const money = (cents: bigint) => euros(Number(cents), language.value)
  const exact = sum.off_cents === 0n
  // Where nothing is shared there is no equation: what is paid by tariff is all there is
  if (preview.pools.length === 0 && exact) return <Priced amount={money(sum.priced_cents)} />
  return (
    <section class="balance" aria-labelledby="balance">
      <h2 id="balance" class="sr">
        {t('statement.sum')}
      </h2>
      <p class="equation">
        <span>
          <small>{t('statement.members-part')}</small>
          <b>{money(sum.members_cents)}</b>
        </span>
        {sum.organisations_cents === 0n ? null : (
          <>
            <i>+</i>
            <span>
              <small>{t('statement.organisations-part')}</small>
              <b>{money(sum.organisations_cents)}</b>
            </span>
          </>
        )}
        <i>+</i>
        <span>
          <small>{t('statement.cooperative-part')}</small>
          <b>{money(sum.cooperative_cents)}</b>
        </span>
        <i>=</i>
        <span class="equation-total">
          <small>{t('statement.total')}</small>
          <b>{money(sum.shared_cents)}</b>
        </span>
      </p>
      <div class="cloth" aria-hidden="true">
        {preview.members.map(member => (
          <span key={member.id} style={{ flexGrow: Math.max(0, member.total_cents) }} />
        ))}
        <span class="cloth-cooperative" style={{ flexGrow: Math.max(0, preview.cooperative_cents) }} />
      </div>
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

const Priced = ({ amount }: { amount: string }) => (
  <section class="balance" aria-labelledby="balance">
    <h2 id="balance" class="sr">
      {t('statement.sum')}
    </h2>
    <p class="equation">
      <span class="equation-total">
        <small>{s('by-tariff')}</small>
        <b>{amount}</b>
      </span>
    </p>
  </section>
)
