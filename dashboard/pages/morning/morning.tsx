import { useComputed, useSignal } from '@preact/signals'
import type { UnknownCard } from '#server/contract/people.ts'
import { getQueue } from '../../api/books.ts'
import { careDone, expiringQualifications, grant, listCare, unknownCards } from '../../api/people.ts'
import { longDay, monthName } from '../../i18n/format.ts'
import { known, language, t, titled } from '../../i18n/index.ts'
import { sayQualification } from '../../i18n/slugs.ts'
import { floor } from '../../live/connection.ts'
import { machineName } from '../../live/named.ts'
import { serverNow } from '../../time/now.ts'
import { addDays, addMonths, dayOf, monthOf } from '../../time/zone.ts'
import { acknowledge } from '../../ui/acts.tsx'
import { faultDetail } from '../../ui/fault-detail.ts'
import { Icon, type Sign } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, sayRefused, Waiting } from '../../ui/notice.tsx'
import { sayDay, sayMoment } from '../../ui/say-day.ts'
import { timezone } from '../../ui/session.ts'
import { newestCard, overtaken, TASKS_MAX, type Task, tasksOf } from './tasks.ts'
import { m } from './texts.ts'
import { WhoseDialog } from './whose-dialog.tsx'
import './morning.css'

/** What of it could not be asked is told, and the rest shown: a morning does not stop at one broken list. */
async function findAll() {
  const here = monthOf(serverNow(), timezone())
  const waiting = async (month: string) => ({
    month,
    count: (await getQueue(month)).filter(item => item.blocks).length,
  })
  const asked = await Promise.allSettled([
    unknownCards(),
    listCare(),
    expiringQualifications(),
    Promise.all([waiting(addMonths(here, -1)), waiting(here)]),
  ])
  const [cards, care, expiring, settle] = asked
  if (cards.status === 'rejected' && !asked.some(({ status }) => status === 'fulfilled')) throw cards.reason
  return {
    cards: cards.status === 'fulfilled' ? cards.value.items : [],
    care: care.status === 'fulfilled' ? care.value.items : [],
    expiring: expiring.status === 'fulfilled' ? expiring.value.items : [],
    settle: settle.status === 'fulfilled' ? settle.value : [],
    whole: asked.every(({ status }) => status === 'fulfilled'),
  }
}

export function Morning() {
  // a card just held to a reader is told of live, which one it was is asked for
  const shown = useComputed(() => newestCard(floor.value.alerts)).value
  const found = useLoad(`morning ${shown}`, findAll)
  const asking = useSignal<UnknownCard | null>(null)
  const said = useSignal('')
  const refused = useSignal<{ key: string; what: string; why: string } | null>(null)
  const arrived = useComputed(() => floor.value.at_ms !== null).value
  const machines = useComputed(() => floor.value.machines).value
  const tasks =
    found.value === null ? [] : tasksOf({ ...found.value, machines: machines.values(), now_ms: serverNow() })
  const done = (what: string) => {
    refused.value = null
    said.value = what
    found.again()
  }
  // what the server refuses may have been done by somebody else: what still waits is asked for again
  const refuse = (key: string, what: string, why: string) => {
    refused.value = { key, what, why }
    said.value = ''
    found.again()
  }
  const gone = found.value === null ? null : overtaken(refused.value, tasks)
  return (
    <article class="morning">
      <header class="month-head">
        <h1>{m('title')}</h1>
        <p class="morning-day">{longDay(serverNow(), language.value, timezone())}</p>
        {found.value === null || tasks.length === 0 ? null : <p class="hint">{m('count', { count: tasks.length })}</p>}
      </header>
      <p class="morning-said" role="status">
        {gone === null ? said.value : m('overtaken', gone)}
      </p>
      {found.value?.whole === false ? (
        <p class="form-error" role="alert">
          {m('failed')}{' '}
          <button type="button" class="link" onClick={found.again}>
            {t('app.retry')}
          </button>
        </p>
      ) : null}
      {found.is === 'failed' ? (
        <Failure error={found.error} again={found.again} />
      ) : found.value === null || !arrived ? (
        <Waiting height_rem={30} />
      ) : tasks.length === 0 && found.value.whole ? (
        <Notice title={m('none')} hint={m('none-hint')} />
      ) : (
        <ol>
          {tasks.slice(0, TASKS_MAX).map(task => (
            <Row
              key={task.key}
              task={task}
              onAsk={card => (asking.value = card)}
              onDone={what => done(m('done', { what }))}
              onRefused={refuse}
            />
          ))}
        </ol>
      )}
      {tasks.length > TASKS_MAX ? <p class="hint">{m('more', { count: tasks.length - TASKS_MAX })}</p> : null}
      {asking.value === null ? null : (
        <WhoseDialog
          card={asking.value}
          machine={whereOf(asking.value)}
          onDone={name => {
            asking.value = null
            done(m('whose.given', { name }))
          }}
          onClose={() => {
            asking.value = null
            found.again()
          }}
        />
      )}
    </article>
  )
}

const whereOf = (card: UnknownCard): string =>
  m('card-at', { machine: machineName(card.machine ?? card.station), time: sayMoment(card.at) })

const SIGN: Record<Task['kind'], Sign> = {
  ...{ card: 'unknown-badge', fault: 'fault', care: 'care', expiring: 'person', settle: 'check' },
}

type RowProps = {
  task: Task
  onAsk: (card: UnknownCard) => void
  onDone: (what: string) => void
  onRefused: (key: string, what: string, why: string) => void
}

function Row({ task, onAsk, onDone, onRefused }: RowProps) {
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const words = wordsOf(task)
  const take = () => {
    if (task.kind === 'card') return onAsk(task.card)
    const deed = deedOf(task)
    if (deed === null) return
    busy.value = true
    error.value = null
    deed
      .then(
        () => onDone(words.title),
        (failure: unknown) => {
          error.value = sayRefused(failure)
          onRefused(task.key, words.title, error.value)
        },
      )
      .finally(() => {
        busy.value = false
      })
  }
  return (
    <li data-kind={task.kind}>
      <Icon sign={SIGN[task.kind]} />
      <p>
        <b>
          <bdi>{words.title}</bdi>
        </b>
        <small>{words.more}</small>
        {error.value === null ? null : (
          <small class="form-error" role="alert">
            {error.value}
          </small>
        )}
      </p>
      {task.kind === 'settle' ? (
        <a class="button-quiet" href={`/periods/${task.month}/settle`}>
          {words.act}
        </a>
      ) : (
        <button
          type="button"
          class={task.kind === 'card' || task.kind === 'fault' ? 'button' : 'button-quiet'}
          aria-label={titled(words.act, words.title)}
          disabled={busy.value}
          onClick={take}
        >
          {words.act}
        </button>
      )}
    </li>
  )
}

type Words = { title: string; more: string; act: string }

function wordsOf(task: Task): Words {
  switch (task.kind) {
    case 'card':
      return { title: m(task.card.lent ? 'card-lent' : 'card'), more: whereOf(task.card), act: m('card-act') }
    case 'fault': {
      const what = known('fault', task.fault.code, task.fault.code)
      const title = titled(task.machine.name, what)
      return {
        title,
        more: [sayMoment(task.fault.from), faultDetail(task.fault.detail)].filter(Boolean).join(' · '),
        act: m('fault-act'),
      }
    }
    case 'care':
      return {
        title: m('care', { name: task.task.name }),
        more: `${machineName(task.task.machine)} · ${m('care-hint')}`,
        act: m('care-act'),
      }
    case 'expiring': {
      const { name, qualification, expires } = task.one
      const over = expires <= dayOf(serverNow(), timezone())
      const more = m(over ? 'expiring-over' : 'expiring-until', { date: sayDay(over ? expires : addDays(expires, -1)) })
      return {
        title: m('expiring', { name, qualification: sayQualification(qualification) }),
        more,
        act: m('expiring-act'),
      }
    }
    case 'settle':
      return {
        title: m('settle', { count: task.count }),
        more: monthName(task.month, language.value),
        act: m('settle-act'),
      }
  }
}

/** One tap and it is done; null: it leads somewhere else. */
function deedOf(task: Task): Promise<unknown> | null {
  if (task.kind === 'fault') return acknowledge(task.fault)
  if (task.kind === 'care') return careDone(task.task)
  if (task.kind !== 'expiring') return null
  const { member, qualification, expires } = task.one
  const today = dayOf(serverNow(), timezone())
  const from = expires > today ? expires : today
  return grant({
    member,
    qualification,
    expires: `${Number(from.slice(0, 4)) + 1}${from.slice(4).replace('-02-29', '-03-01')}`,
  })
}
