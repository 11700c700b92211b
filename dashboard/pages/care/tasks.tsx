/** What each machine wants and when; what is due stands first, then what comes soonest. */
import type { CareTaskView } from '#server/contract/people.ts'
import { LOCALE } from '../../i18n/format.ts'
import { language, t, titled } from '../../i18n/index.ts'
import { Notice } from '../../ui/notice.tsx'
import { sayDay } from '../../ui/say-day.ts'
import { mayGo, me } from '../../ui/session.ts'
import { c } from './texts.ts'
import { inOrder, partRun } from './urgency.ts'

type Props = {
  tasks: readonly CareTaskView[]
  name: (machine: string) => string
  /** null: the reader may look and not do */
  onDone: ((task: CareTaskView) => void) | null
}

export const Tasks = ({ tasks, name, onDone }: Props) => (
  <section aria-labelledby="care-tasks">
    <h2 id="care-tasks">{c('tasks')}</h2>
    {tasks.length === 0 ? (
      <None />
    ) : (
      <ul class="care-list">
        {inOrder(tasks).map(task => (
          <li key={`${task.machine} ${task.task}`} data-due={task.due} data-soon={task.soon}>
            <h3>
              <bdi>{task.name}</bdi>{' '}
              <a href={`/machines/${encodeURIComponent(task.machine)}`}>
                <bdi>{name(task.machine)}</bdi>
              </a>
            </h3>
            <TaskState task={task} />
            {onDone === null ? null : (
              <button
                type="button"
                class={task.due ? 'button' : 'button-quiet'}
                aria-label={titled(c('done'), `${task.name}, ${name(task.machine)}`)}
                onClick={() => onDone(task)}
              >
                {c('done')}
              </button>
            )}
          </li>
        ))}
      </ul>
    )}
  </section>
)

/** Whoever sets care is led there; the others are told whom to ask. */
function None() {
  const role = me.value?.role
  return role !== undefined && mayGo(role, 'settings') ? (
    <Notice title={c('none')} hint={c('none-hint')}>
      <a class="button-quiet" href="/workshop">
        {t('nav.workshop')}
      </a>
    </Notice>
  ) : (
    <Notice title={c('none')} hint={c('none-ask')} />
  )
}

/** One task in words, and a thread that grows towards its mark: the words say the same. */
export const TaskState = ({ task }: { task: CareTaskView }) => (
  <>
    <p>
      {task.due || task.soon ? (
        <>
          <b>{c(task.locked ? 'locked' : task.due ? 'due' : 'soon')}</b>
          {' · '}
        </>
      ) : null}
      {[byHours(task), byDate(task)].filter(Boolean).join(' · ')}
    </p>
    {task.every_h === null ? null : (
      <div class="worn" aria-hidden="true">
        <span style={{ width: `${Math.min(100, partRun(task) * 100)}%` }} />
      </div>
    )}
    <p class="hint">{lastOf(task)}</p>
  </>
)

const hours = (value: number): string => value.toLocaleString(LOCALE[language.value], { maximumFractionDigits: 1 })

function byHours({ every_h, ran_h, due }: CareTaskView): string | null {
  if (every_h === null) return null
  const ran = c('ran', { ran: hours(ran_h), every: hours(every_h) })
  if (due || ran_h >= every_h) return ran
  return `${ran}, ${c('left', { left: hours(Math.round((every_h - ran_h) * 10) / 10) })}`
}

const byDate = ({ next, due }: CareTaskView): string | null =>
  next === null ? null : c(due ? 'was-due' : 'next', { date: sayDay(next) })

function lastOf({ last, last_by, every_months }: CareTaskView): string | null {
  if (last === null) return every_months === null ? null : c('never')
  return last_by === null ? c('last', { date: sayDay(last) }) : c('last-by', { date: sayDay(last), name: last_by })
}
