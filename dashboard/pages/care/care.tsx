/** Faults that wait, care that comes, and costs that are offered: what each reader may do something about. */
import { useComputed, useSignal } from '@preact/signals'
import type { FaultView } from '#server/contract/api.ts'
import type { CareTaskView } from '#server/contract/people.ts'
import { openFaults } from '../../api/care.ts'
import { acknowledgeFault } from '../../api/endpoints.ts'
import { listCare, listMachines } from '../../api/people.ts'
import { known, t, titled } from '../../i18n/index.ts'
import { mayAct } from '../../live/attention.ts'
import { floor } from '../../live/connection.ts'
import { faultDetail } from '../../ui/fault-detail.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { sayMoment } from '../../ui/say-day.ts'
import { me } from '../../ui/session.ts'
import { AssignDialog } from './assign-dialog.tsx'
import { DoneDialog } from './done-dialog.tsx'
import { Offers, offersOf } from './offers.tsx'
import { ResolveDialog } from './resolve-dialog.tsx'
import { Tasks } from './tasks.tsx'
import { c } from './texts.ts'
import './care.css'

/** All at once: what came later would push down what is read already. */
async function everything(keepsBooks: boolean) {
  const [faults, care, machines, offers] = await Promise.all([
    openFaults(),
    listCare(),
    listMachines(),
    keepsBooks ? offersOf() : null,
  ])
  const names = new Map(machines.map(({ id, name }) => [id, name]))
  return { faults: faults.items, tasks: care.items, names, offers }
}

type Doing = { kind: 'assign' | 'resolve'; fault: FaultView } | { kind: 'done'; task: CareTaskView }

export function Care() {
  // A fault that begins or ends while one looks is news: what the live feed says of them is part of the question
  const standing = useComputed(() =>
    [...floor.value.machines.values()].flatMap(({ faults }) => faults.map(({ id, to }) => `${id} ${to}`)).join(),
  ).value
  const doing = useSignal<Doing | null>(null)
  const role = me.value?.role
  const keepsBooks = role === 'manager' || role === 'treasurer'
  const all = useLoad(`care ${standing}`, () => everything(keepsBooks))
  const acts = role !== undefined && mayAct(role)
  const name = (id: string) => all.value?.names.get(id) ?? id
  const close = () => {
    doing.value = null
  }
  /** Also when somebody else was quicker and the server says no (409). */
  const done = (deed: Promise<unknown>) => deed.finally(all.again)
  return (
    <article class="care">
      <header class="month-head">
        <h1>{c('title')}</h1>
        <p class="hint">{c('lead')}</p>
      </header>
      {all.is === 'failed' ? (
        <Failure error={all.error} again={all.again} />
      ) : all.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <>
          {all.value.offers === null ? null : (
            <Offers {...all.value.offers} names={all.value.names} onDone={all.again} />
          )}
          <section aria-labelledby="care-faults">
            <h2 id="care-faults">{c('faults')}</h2>
            {all.value.faults.length === 0 ? <p class="hint">{c('faults-none')}</p> : null}
            <ul class="care-faults">
              {all.value.faults.map(fault => (
                <Fault
                  key={fault.id}
                  fault={fault}
                  machine={name(fault.machine)}
                  acts={acts}
                  done={done}
                  onDo={kind => {
                    doing.value = { kind, fault }
                  }}
                />
              ))}
            </ul>
          </section>
          <Tasks
            tasks={all.value.tasks}
            name={name}
            onDone={acts ? task => (doing.value = { kind: 'done', task }) : null}
          />
        </>
      )}
      {doing.value === null ? null : doing.value.kind === 'done' ? (
        <DoneDialog task={doing.value.task} machine={name(doing.value.task.machine)} done={done} onClose={close} />
      ) : doing.value.kind === 'assign' ? (
        <AssignDialog fault={doing.value.fault} done={done} onClose={close} />
      ) : (
        <ResolveDialog
          fault={doing.value.fault}
          machine={{ name: name(doing.value.fault.machine) }}
          done={done}
          onClose={close}
        />
      )}
    </article>
  )
}

type FaultProps = {
  fault: FaultView
  machine: string
  acts: boolean
  done: (deed: Promise<unknown>) => Promise<unknown>
  onDo: (kind: 'assign' | 'resolve') => void
}

function Fault({ fault, machine, acts, done, onDo }: FaultProps) {
  const error = useSignal<string | null>(null)
  const take = () =>
    done(acknowledgeFault(fault.id)).catch((failure: unknown) => {
      error.value = sayRefused(failure)
    })
  const what = t('attention.fault', { what: known('fault', fault.code, fault.code) })
  return (
    <li>
      <h3>
        <a href={`/machines/${encodeURIComponent(fault.machine)}`}>
          <bdi>{machine}</bdi>
        </a>{' '}
        <span>{what}</span>
      </h3>
      <p>{[faultDetail(fault.detail), c('since', { time: sayMoment(fault.from) })].filter(Boolean).join(' · ')}</p>
      <p class="hint">{whoHasIt(fault)}</p>
      {error.value === null ? null : (
        <p class="form-error" role="alert">
          {error.value}
        </p>
      )}
      {acts ? (
        <p class="care-acts">
          {fault.acknowledged === null ? (
            <button type="button" class="button" aria-label={titled(c('acknowledge'), machine)} onClick={take}>
              {c('acknowledge')}
            </button>
          ) : null}
          <button
            type="button"
            class="button-quiet"
            aria-label={`${c('assign')} ${machine}`}
            onClick={() => onDo('assign')}
          >
            {c('assign')}
          </button>
          <button
            type="button"
            class={fault.acknowledged === null ? 'button-quiet' : 'button'}
            aria-label={titled(c('resolve'), machine)}
            onClick={() => onDo('resolve')}
          >
            {c('resolve')}
          </button>
        </p>
      ) : null}
    </li>
  )
}

function whoHasIt({ acknowledged_by, assigned_name }: FaultView): string {
  if (assigned_name != null) return c('assigned', { name: assigned_name })
  return acknowledged_by === null ? c('unassigned') : c('acknowledged', { name: acknowledged_by })
}
