/** What it cost, and which charge it is offered to. */
import { poolNames } from '../../api/care.ts'
import { Choice, Field, wrongIn } from '../../ui/form/fields.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { useLoad } from '../../ui/load.ts'
import { centsOf } from './amounts.ts'
import { c } from './texts.ts'

export const costWrong = (form: FormData): Wrong =>
  wrongIn(form, ['parts', 'labour'], text => centsOf(text) === null, c('not-money'))

export function CostFields() {
  const pools = useLoad('pools', poolNames)
  return (
    <>
      <div class="cost-fields">
        <Field name="parts" label={c('parts')} />
        <Field name="labour" label={c('labour')} />
      </div>
      {/* Without the list nothing can be offered, and everything else can still be noted */}
      {pools.value === null ? null : (
        <>
          <Choice name="pool" label={c('pool')} options={[{ id: '', name: c('pool-none') }, ...pools.value.items]} />
          <p class="hint">{c('pool-hint')}</p>
        </>
      )}
    </>
  )
}
