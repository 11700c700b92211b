/** What a machine asks for, what was done about it, and what it has cost. */

import { useSignal } from '@preact/signals'
import type { WorkView } from '#server/contract/care.ts'
import type { CareTaskView } from '#server/contract/people.ts'
import { careOf, historyOf } from '../../api/care.ts'
import { euros } from '../../i18n/format.ts'
import { known, language, titled } from '../../i18n/index.ts'
import { mayAct } from '../../live/attention.ts'
import { lazy } from '../../ui/lazy.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { sayDay } from '../../ui/say-day.ts'
import { me } from '../../ui/session.ts'
import { TaskState } from '../care/tasks.tsx'
import { c } from '../care/texts.ts'
import { inOrder } from '../care/urgency.ts'
import { w } from './texts.ts'

const DoneDialog = lazy(() => import('../care/done-dialog.tsx').then(module => module.DoneDialog))
const SHOWN = 5

async function careAndHistory(machine: string) {
  const [care, history] = await Promise.all([careOf(machine), historyOf(machine)])
  return { tasks: inOrder(care.items), ...history }
}

/** `fresh`: asked again when it changes, since a fault ended or began. */
export function History({ machine, name, fresh }: { machine: string; name: string; fresh: string }) {
  const all = useLoad(`${machine} ${fresh}`, () => careAndHistory(machine))
  const doing = useSignal<CareTaskView | null>(null)
  const more = useSignal(false)
  const role = me.value?.role
  if (all.is === 'failed') return <Failure error={all.error} again={all.again} />
  if (all.value === null) return <Waiting height_rem={12} />
  const { tasks, works, parts_cents, labour_cents } = all.value
  return (
    <>
      {tasks.length === 0 ? null : (
        <ul class="machine-care">
          {tasks.map(task => (
            <li key={task.task} data-due={task.due} data-soon={task.soon}>
              <h3>
                <bdi>{task.name}</bdi>
              </h3>
              <TaskState task={task} />
              {role !== undefined && mayAct(role) ? (
                <button
                  type="button"
                  class={task.due ? 'button' : 'button-quiet'}
                  aria-label={titled(c('done'), task.name)}
                  onClick={() => (doing.value = task)}
                >
                  {c('done')}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {works.length === 0 ? (
        <p class="hint">{w('history-none')}</p>
      ) : (
        <>
          {parts_cents === undefined || labour_cents === undefined ? null : (
            <p class="history-sum">
              {w('history-sum', {
                total: money(parts_cents + labour_cents),
                parts: money(parts_cents),
                labour: money(labour_cents),
              })}
            </p>
          )}
          <ol class="history">
            {(more.value ? works : works.slice(0, SHOWN)).map(work => (
              <Work key={work.id} work={work} />
            ))}
          </ol>
          {more.value || works.length <= SHOWN ? null : (
            <button type="button" class="button-quiet" onClick={() => (more.value = true)}>
              {w('history-more', { count: works.length - SHOWN })}
            </button>
          )}
        </>
      )}
      {doing.value === null ? null : (
        <DoneDialog
          task={doing.value}
          machine={name}
          done={deed => deed.finally(all.again)}
          onClose={() => (doing.value = null)}
        />
      )}
    </>
  )
}

const money = (cents: number): string => euros(cents, language.value)

function Work({ work }: { work: WorkView }) {
  const what = work.kind === 'care' ? work.name : known('fault', work.what, work.what)
  const cost = (work.parts_cents ?? 0) + (work.labour_cents ?? 0)
  return (
    <li>
      <p>
        <b>
          <bdi>{what}</bdi>
        </b>
        {work.cause === null ? null : ` · ${c(`cause.${work.cause}`)}`}
        {work.words === '' ? null : (
          <>
            {' · '}
            <bdi>{work.words}</bdi>
          </>
        )}
      </p>
      <p class="hint">
        {[sayDay(work.on), work.by, work.offer === undefined || work.offer === 'none' ? null : w(`offer.${work.offer}`)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {cost === 0 ? null : <p class="history-cost">{money(cost)}</p>}
    </li>
  )
}
