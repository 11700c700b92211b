import { useSignal } from '@preact/signals'
import type { AccessView, MyAccess as Mine, RefusalView } from '#server/contract/people.ts'
import type { WallView } from '#server/contract/wall.ts'
import { listMachines, myAccess, myRefusals } from '../../api/people.ts'
import { getWall, nameMe } from '../../api/wall.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, sayRefused, Waiting } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { priceWords } from '../me/price-words.ts'
import { sayMoment, sayReason, sayTime } from './say.ts'
import { w } from './texts.ts'
import { usableFirst } from './usable-first.ts'
import './people.css'

async function mine() {
  const [access, refusals, machines, wall] = await Promise.all([myAccess(), myRefusals(), listMachines(), getWall()])
  const names = new Map(machines.map(machine => [machine.id, machine.name]))
  return { access, refusals: refusals.items, names, wall }
}

/** What each machine would answer, and why: the reason is a sentence, and says what to do about it. */
export function MyAccess() {
  const loaded = useLoad('access', mine)
  return (
    <article class="people access">
      <header class="month-head">
        <h1>{w('access.title')}</h1>
        <p class="hint">{w('access.lead')}</p>
      </header>
      {me.value?.member == null ? (
        <Notice title={w('access.none')} />
      ) : loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Shown {...loaded.value} />
      )}
    </article>
  )
}

type Props = { access: Mine; refusals: RefusalView[]; names: Map<string, string>; wall: WallView }

const Shown = ({ access, refusals, names, wall }: Props) => (
  <>
    <ul class="access-list">
      {usableFirst(access.items).map(one => (
        <li key={one.machine} data-granted={one.granted}>
          <h2>
            <a href={`/machines/${encodeURIComponent(one.machine)}`}>
              <bdi>{names.get(one.machine) ?? one.machine}</bdi>
            </a>
          </h2>
          <p>{words(one)}</p>
          {one.price === null ? null : <p class="people-more">{priceWords(one.price).join(' ')}</p>}
        </li>
      ))}
    </ul>
    <section aria-labelledby="who-pays">
      <h2 id="who-pays">{w('pays.title')}</h2>
      {whoPays(access).map(sentence => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
    <section aria-labelledby="refusals">
      <h2 id="refusals">{w('refusals.title')}</h2>
      {refusals.length === 0 ? <p class="hint">{w('refusals.none')}</p> : null}
      <ul class="plain-list">
        {refusals.map(one => (
          <li key={one.id}>
            <b>{sayMoment(one.at)}</b> {names.get(one.machine ?? '') ?? one.machine}
            <span class="people-more">{sayReason(one.reason, null, null)}</span>
          </li>
        ))}
      </ul>
    </section>
    {wall.names && wall.mine !== null ? <MyName first={wall.mine} /> : null}
  </>
)

/** Only where walls name people: whoever would rather not be needs to give no reason. */
function MyName({ first }: { first: boolean }) {
  const named = useSignal(first)
  const error = useSignal<string | null>(null)
  const say = (wish: boolean) =>
    nameMe(wish).then(
      ({ mine }) => {
        named.value = mine === true
        error.value = null
      },
      (failure: unknown) => {
        error.value = sayRefused(failure)
      },
    )
  return (
    <section aria-labelledby="my-name">
      <h2 id="my-name">{w('wall-name.title')}</h2>
      <p role="status">{w(named.value ? 'wall-name.on' : 'wall-name.off')}</p>
      <p>
        <button type="button" class="button-quiet" onClick={() => say(!named.value)}>
          {w(named.value ? 'wall-name.hide' : 'wall-name.show')}
        </button>
      </p>
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </section>
  )
}

/** Before the first badge an employee is told what is recorded, and who is shown what (art. L1222-4 of the Code du travail). */
function whoPays({ payer, employer }: Mine): string[] {
  return [
    payer === null ? w('pays.self') : w('pays.organisation', { name: payer.name }),
    ...(employer === null || employer.id === payer?.id ? [] : [w('pays.employer', { name: employer.name })]),
    ...(employer === null ? [] : [w('pays.notice')]),
  ]
}

function words({ granted, reason, cause, qualification, until }: AccessView): string {
  if (granted) return until === null ? w('access.granted') : w('access.until', { time: sayTime(until) })
  const why = sayReason(reason ?? '', cause, qualification)
  return until === null ? why : `${why} ${w('reason.until', { time: sayMoment(until) })}`
}
