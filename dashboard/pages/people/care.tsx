import { useSignal } from '@preact/signals'
import type { CareTaskView } from '#server/contract/people.ts'
import { careDone, listCare, listMachines } from '../../api/people.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, Waiting } from '../../ui/notice.tsx'
import { Field, FormDialog, textOf } from './form-dialog.tsx'
import { w } from './texts.ts'
import './people.css'

async function tasksAndNames() {
  const [care, machines] = await Promise.all([listCare(), listMachines()])
  return { tasks: care.items, names: new Map(machines.map(machine => [machine.id, machine.name])) }
}

/** What each machine wants and when, by hours of running; what is due stands first. */
export function Care() {
  const care = useLoad('care', tasksAndNames)
  const doing = useSignal<CareTaskView | null>(null)
  const name = (id: string) => care.value?.names.get(id) ?? id
  return (
    <article class="people care">
      <header class="month-head">
        <h1>{w('care.title')}</h1>
        <p class="hint">{w('care.lead')}</p>
      </header>
      {care.is === 'failed' ? (
        <Failure error={care.error} again={care.again} />
      ) : care.value === null ? (
        <Waiting height_rem={40} />
      ) : care.value.tasks.length === 0 ? (
        <Notice title={w('care.none')} hint={w('care.none-hint')} />
      ) : (
        <ul class="care-list">
          {[...care.value.tasks]
            .sort((a, b) => b.ran_h / b.every_h - a.ran_h / a.every_h)
            .map(task => (
              <li key={`${task.machine} ${task.task}`} data-due={task.due}>
                <h2>
                  {task.name} <small>{name(task.machine)}</small>
                </h2>
                <p>
                  {w('care.ran', { ran: hours(task.ran_h), every: hours(task.every_h) })}
                  {' · '}
                  <b>
                    {task.due
                      ? w('care.due')
                      : w('care.left', { left: hours(Math.round((task.every_h - task.ran_h) * 10) / 10) })}
                  </b>
                </p>
                <Worn task={task} />
                <button
                  type="button"
                  class={task.due ? 'button' : 'button-quiet'}
                  onClick={() => {
                    doing.value = task
                  }}
                >
                  {w('care.done')}
                </button>
              </li>
            ))}
        </ul>
      )}
      {doing.value === null ? null : (
        <Done
          task={doing.value}
          machine={name(doing.value.machine)}
          onDone={care.again}
          onClose={() => {
            doing.value = null
          }}
        />
      )}
    </article>
  )
}

/** A thread that grows towards its mark; the words beside it say the same. */
const Worn = ({ task }: { task: CareTaskView }) => (
  <div class="worn" aria-hidden="true">
    <span style={{ width: `${Math.min(100, (task.ran_h / task.every_h) * 100)}%` }} />
  </div>
)

const hours = (value: number): string => value.toLocaleString('fr-FR', { maximumFractionDigits: 1 })

type DoneProps = { task: CareTaskView; machine: string; onDone: () => void; onClose: () => void }

const Done = ({ task, machine, onDone, onClose }: DoneProps) => (
  <FormDialog
    title={w('care.done-title', { name: task.name, machine })}
    action={w('care.done')}
    onClose={onClose}
    onSend={form => careDone(task.machine, task.task, textOf(form, 'note')).then(onDone)}
  >
    <p>{w('care.done-effect')}</p>
    <p class="safety">{w('care.safety')}</p>
    <Field name="note" label={w('care.note')} />
  </FormDialog>
)
