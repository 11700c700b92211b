/** Care that was done: on which day, what, and what it cost. */
import type { CareTaskView } from '#server/contract/people.ts'
import { careWasDone } from '../../api/care.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { timezone } from '../../ui/session.ts'
import { costTyped } from './amounts.ts'
import { CostFields, costWrong } from './cost-fields.tsx'
import { c } from './texts.ts'

type Props = {
  task: CareTaskView
  machine: string
  done: (deed: Promise<unknown>) => Promise<unknown>
  onClose: () => void
}

export const DoneDialog = ({ task, machine, done, onClose }: Props) => (
  <FormDialog
    title={c('done-title', { name: task.name, machine })}
    action={c('done')}
    check={costWrong}
    onSend={form => {
      const cost = costTyped(name => textOf(form, name)) ?? { parts_cents: 0, labour_cents: 0, pool: null }
      return done(careWasDone(task, { note: textOf(form, 'note'), on: textOf(form, 'on'), ...cost }))
    }}
    onClose={onClose}
  >
    <p>{c('done-effect')}</p>
    <p class="safety">{c('safety')}</p>
    <Field name="on" type="date" label={c('on')} value={dayOf(serverNow(), timezone())} required />
    <Field name="note" label={c('note')} />
    <details>
      <summary>{c('costs')}</summary>
      <div class="reason">
        <CostFields />
      </div>
    </details>
  </FormDialog>
)
