/** What a machine wants again and again: after hours of running, after months, or after whichever comes first. */
import { useSignal } from '@preact/signals'
import type { CareTaskSetting, MachineSettings } from '#server/contract/workshop.ts'
import { putMachine } from '../../api/workshop.ts'
import { Field, Tick, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
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
      check={form => careWrong(form, rows.peek().length)}
      onClose={onClose}
      onSend={async form => onDone(await putMachine(machine.id, { care: careOf(form, rows.peek()) }))}
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

const lineOf = (form: FormData, i: number) => ({
  name: textOf(form, `name-${i}`),
  hours: numberOf(textOf(form, `hours-${i}`)),
  months: numberOf(textOf(form, `months-${i}`)),
})
const isEmpty = ({ name, hours, months }: ReturnType<typeof lineOf>): boolean =>
  name === '' && hours === null && months === null

function careWrong(form: FormData, rows: number): Wrong {
  const wrong: Record<string, string> = {}
  for (let i = 0; i < rows; i++) {
    const line = lineOf(form, i)
    if (isEmpty(line)) continue
    if (line.name === '') wrong[`name-${i}`] = w('care.unnamed')
    if (Number.isNaN(line.hours)) wrong[`hours-${i}`] = w('not-a-number')
    if (line.months !== null && !Number.isInteger(line.months)) wrong[`months-${i}`] = w('category.not-months')
    if (line.hours === null && line.months === null) wrong[`hours-${i}`] = w('care.unfinished')
  }
  return wrong
}

/** A line in which nothing is written is none. */
function careOf(form: FormData, rows: readonly (CareTaskSetting | null)[]): CareTaskSetting[] {
  const tasks: CareTaskSetting[] = []
  for (const [i, before] of rows.entries()) {
    const line = lineOf(form, i)
    const { name, hours, months } = line
    if (isEmpty(line)) continue
    tasks.push({
      ...{ id: before?.id ?? freeId(name, [...rows.flatMap(one => one?.id ?? []), ...tasks.map(one => one.id)]), name },
      ...(hours === null ? {} : { every_h: hours }),
      ...(months === null ? {} : { every_months: months }),
      locks: form.has(`locks-${i}`),
    })
  }
  return tasks
}
