/** Care that was done: on which day, what, and what it cost. */
import type { CareTaskView } from '#server/contract/people.ts'
import { careWasDone } from '../../api/care.ts'
import { serverNow } from '../../time/now.ts'
import { dayOf } from '../../time/zone.ts'
import { timezone } from '../../ui/session.ts'
import { Field, FormDialog, textOf } from '../people/form-dialog.tsx'
import { costTyped } from './amounts.ts'
import { CostFields } from './cost-fields.tsx'
import { c } from './texts.ts'

type Props = { task: CareTaskView; machine: string; onDone: () => void; onClose: () => void }

export const DoneDialog = ({ task, machine, onDone, onClose }: Props) => (
  <FormDialog
    title={c('done-title', { name: task.name, machine })}
    action={c('done')}
    check={form => (costTyped(name => textOf(form, name)) === null ? c('not-money') : null)}
    onSend={form => {
      const cost = costTyped(name => textOf(form, name)) ?? { parts_cents: 0, labour_cents: 0, pool: null }
      const said = { task: task.task, note: textOf(form, 'note'), on: textOf(form, 'on') }
      return careWasDone(task.machine, { ...said, ...cost }).then(onDone)
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
