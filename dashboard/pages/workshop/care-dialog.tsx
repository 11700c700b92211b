/** What a machine wants again and again: after hours of running, after months, or after whichever comes first. */
import { useSignal } from '@preact/signals'
import type { CareTaskSetting, MachineSettings } from '#server/contract/workshop.ts'
import { putMachine } from '../../api/workshop.ts'
import { Field, FormDialog, Tick, textOf } from '../people/form-dialog.tsx'
import { freeId } from '../people/free-id.ts'
import type { DialogProps } from './machine-dialog.tsx'
import { numberOf, sayNumber } from './say.ts'
import { w } from './texts.ts'

type Props = DialogProps & { machine: MachineSettings }

export function CareDialog({ machine, onDone, onClose }: Props) {
  const rows = useSignal<readonly (CareTaskSetting | null)[]>(machine.care.length === 0 ? [null] : machine.care)
  return (
    <FormDialog
      title={w('care.of', { name: machine.name })}
      action={w('save')}
      check={form => (careOf(form, rows.peek()) === null ? w('care.unfinished') : null)}
      onClose={onClose}
      onSend={async form => onDone(await putMachine(machine.id, { care: careOf(form, rows.peek()) ?? [] }))}
    >
      <p class="hint">{w('care.hint')}</p>
      {rows.value.map((task, i) => (
        // A line is its place: only the last is ever added
        <fieldset class="people-form" key={i}>
          <legend>{w('care.line', { n: i + 1 })}</legend>
          <Field name={`name-${i}`} label={w('care.name')} value={task?.name ?? ''} />
          <div class="workshop-pair">
            <Field name={`hours-${i}`} label={w('care.hours')} value={sayNumber(task?.every_h ?? null)} />
            <Field name={`months-${i}`} label={w('care.months')} value={sayNumber(task?.every_months ?? null)} />
          </div>
          <Tick name={`locks-${i}`} label={w('care.locks')} on={task?.locks ?? task?.every_h !== undefined} />
        </fieldset>
      ))}
      <button
        type="button"
        class="link"
        onClick={() => {
          rows.value = [...rows.value, null]
        }}
      >
        {w('care.more')}
      </button>
    </FormDialog>
  )
}

/** A line without a name is none. Null: one is half written. */
function careOf(form: FormData, rows: readonly (CareTaskSetting | null)[]): CareTaskSetting[] | null {
  const tasks: CareTaskSetting[] = []
  for (const [i, before] of rows.entries()) {
    const name = textOf(form, `name-${i}`)
    const [hours, months] = [numberOf(textOf(form, `hours-${i}`)), numberOf(textOf(form, `months-${i}`))]
    if (name === '' && hours === null && months === null) continue
    if (name === '' || (hours === null && months === null) || Number.isNaN(hours) || Number.isNaN(months)) return null
    if (months !== null && !Number.isInteger(months)) return null
    tasks.push({
      ...{ id: before?.id ?? freeId(name, [...rows.flatMap(one => one?.id ?? []), ...tasks.map(one => one.id)]), name },
      ...(hours === null ? {} : { every_h: hours }),
      ...(months === null ? {} : { every_months: months }),
      locks: form.has(`locks-${i}`),
    })
  }
  return tasks
}
