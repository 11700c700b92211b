/** What may be done about an order: while it is under way, after, and once it was given up. */
import { useSignal } from '@preact/signals'
import type { OrderReport } from '#server/contract/money.ts'
import { changeOrder } from '../../api/economy.ts'
import { sayRefused } from '../../ui/notice.tsx'
import type { Open } from './orders.tsx'
import { o } from './texts.ts'

export function OrderActs({ order, open, again }: { order: OrderReport; open: Open; again: () => void }) {
  const error = useSignal<string | null>(null)
  const act = (kind: 'step' | 'deliver' | 'change' | 'withdraw', quiet: boolean) => (
    <button
      type="button"
      class={quiet ? 'link' : 'button-quiet'}
      aria-label={kind === 'step' ? undefined : o(`${kind}-of`, { name: order.name })}
      onClick={() => open({ kind, order })}
    >
      {o(kind === 'step' ? 'step-add' : kind)}
    </button>
  )
  const resume = () =>
    changeOrder(order.order, { withdrawn: null }).then(again, (failure: unknown) => {
      error.value = sayRefused(failure)
    })
  const under_way = order.delivered === null && order.withdrawn === null
  return (
    <>
      <p class="economy-acts">
        {under_way ? act('step', false) : null}
        {under_way ? act('deliver', false) : null}
        {act('change', true)}
        {under_way ? act('withdraw', true) : null}
        {order.withdrawn === null ? null : (
          <button type="button" class="link" aria-label={o('resume-of', { name: order.name })} onClick={resume}>
            {o('resume')}
          </button>
        )}
      </p>
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </>
  )
}
