/** Costs of repairs and care that were offered to a charge: the treasurer takes each as a purchase, or leaves it. */
import { useSignal } from '@preact/signals'
import type { WorkView } from '#server/contract/care.ts'
import { declineCost, offeredWorks, poolNames, takeCost } from '../../api/care.ts'
import { euros } from '../../i18n/format.ts'
import { known, language } from '../../i18n/index.ts'
import { Choice, Field, textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { sayDay } from '../../ui/say-day.ts'
import { centsOf, typed } from './amounts.ts'
import { c } from './texts.ts'

type Pools = readonly { id: string; name: string }[]

export async function offersOf(): Promise<{ works: readonly WorkView[]; pools: Pools }> {
  const [works, pools] = await Promise.all([offeredWorks(), poolNames()])
  return { works: works.items, pools: pools.items }
}

type Props = {
  works: readonly WorkView[]
  pools: Pools
  names: ReadonlyMap<string, string>
  onDone: () => void
}

export function Offers({ works, pools, names, onDone }: Props) {
  const doing = useSignal<{ kind: 'take' | 'decline'; work: WorkView } | null>(null)
  const close = () => {
    doing.value = null
  }
  return (
    <section aria-labelledby="care-offers">
      <h2 id="care-offers">{c('offers')}</h2>
      <p class="hint">{c('offers-lead')}</p>
      {works.length === 0 ? (
        <p>{c('offers-none')}</p>
      ) : (
        <ul class="care-offers">
          {works.map(work => (
            <li key={work.id}>
              <h3>
                <bdi>{labelOf(work, names)}</bdi>
              </h3>
              <p class="care-amount">{euros(costOf(work), language.value)}</p>
              <p>
                {sayDay(work.on)} · {c('offer-to', { pool: nameOf(pools, work.pool ?? null) })}
                {work.words === '' ? null : (
                  <>
                    {' · '}
                    <bdi>{work.words}</bdi>
                  </>
                )}
              </p>
              <p class="care-acts">
                <button type="button" class="button" onClick={() => (doing.value = { kind: 'take', work })}>
                  {c('take')}
                </button>
                <button type="button" class="button-quiet" onClick={() => (doing.value = { kind: 'decline', work })}>
                  {c('decline')}
                </button>
              </p>
            </li>
          ))}
        </ul>
      )}
      {doing.value === null ? null : doing.value.kind === 'take' ? (
        <Take
          work={doing.value.work}
          label={labelOf(doing.value.work, names)}
          pools={pools}
          onDone={onDone}
          onClose={close}
        />
      ) : (
        <Decline work={doing.value.work} onDone={onDone} onClose={close} />
      )}
    </section>
  )
}

const costOf = ({ parts_cents = 0, labour_cents = 0 }: WorkView): number => parts_cents + labour_cents
const nameOf = (pools: Pools, id: string | null): string => pools.find(pool => pool.id === id)?.name ?? id ?? ''

export function labelOf(work: WorkView, names: ReadonlyMap<string, string>): string {
  const machine = names.get(work.machine) ?? work.machine
  return `${machine}, ${work.kind === 'care' ? work.name : known('fault', work.what, work.what)}`
}

type DialogProps = { work: WorkView; onDone: () => void; onClose: () => void }

const Take = ({ work, label, pools, onDone, onClose }: DialogProps & { label: string; pools: Pools }) => (
  <FormDialog
    title={c('take-title')}
    action={c('take')}
    check={form => wrongIn(form, ['amount_cents'], text => centsOf(text) === null, c('not-money'))}
    onSend={form =>
      takeCost(work.id, {
        ...{
          pool: textOf(form, 'pool'),
          date: textOf(form, 'date'),
          amount_cents: centsOf(textOf(form, 'amount_cents')),
        },
        ...{ document: textOf(form, 'document'), label: textOf(form, 'label') },
      }).finally(onDone)
    }
    onClose={onClose}
  >
    <Choice name="pool" label={c('take-pool')} options={pools} value={work.pool ?? ''} />
    <Field name="label" label={c('take-label')} value={label} required />
    <Field
      name="amount_cents"
      label={c('take-amount')}
      value={typed(costOf(work), language.value === 'fr' ? ',' : '.')}
      required
    />
    <Field name="date" type="date" label={c('take-date')} value={work.on} required />
    <Field name="document" label={c('take-document')} required />
  </FormDialog>
)

const Decline = ({ work, onDone, onClose }: DialogProps) => (
  <ReasonDialog
    title={c('decline-title')}
    action={c('decline-do')}
    say={sayRefused}
    onConfirm={() => declineCost(work.id).finally(onDone)}
    onClose={onClose}
  >
    <p>{c('decline-effect')}</p>
  </ReasonDialog>
)
