/** Trainings and groups, which keep machines for themselves: what is planned, what is over, and planning one. */
import { useSignal } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import type { PoolView } from '#server/contract/money.ts'
import type { EventView, MemberRow, OrganisationDetail } from '#server/contract/people.ts'
import { listPools } from '../../api/economy.ts'
import { cancelEvent, eventsOf, listMachines, listMembers, listOrganisations } from '../../api/people.ts'
import { euros, longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { sayQualification } from '../../i18n/slugs.ts'
import { serverNow } from '../../time/now.ts'
import { useLoad } from '../../ui/load.ts'
import { Notice, sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { sayTime } from '../../ui/say-day.ts'
import { mayGo, me, timezone } from '../../ui/session.ts'
import { ListPage } from '../people/list-page.tsx'
import { EventDialog } from './event-dialog.tsx'
import { e } from './texts.ts'
import '../people/people.css'

const DAY_MS = 86_400_000
/** As far as anything may be planned (server, AHEAD_MS_MAX), and a month back. */
const AHEAD_DAYS = 180
const BACK_DAYS = 30

export type Around = {
  events: EventView[]
  machines: MachineView[]
  members: MemberRow[]
  /** of those who keep the books alone */
  organisations: OrganisationDetail[]
  pools: PoolView[]
}

const runsFloor = (): boolean => me.value?.role === 'manager' || me.value?.role === 'animateur'
export const keepsBooks = (): boolean => me.value != null && mayGo(me.value.role, 'economy')

async function around(): Promise<Around> {
  const now_ms = serverNow()
  const [events, machines, members, organisations, pools] = await Promise.all([
    eventsOf({ from_ms: now_ms - BACK_DAYS * DAY_MS, to_ms: now_ms + AHEAD_DAYS * DAY_MS }),
    listMachines(),
    listMembers(),
    keepsBooks() ? listOrganisations() : [],
    keepsBooks() ? listPools() : [],
  ])
  return { events, machines, members, organisations, pools }
}

export function Events() {
  const loaded = useLoad('events', around)
  return (
    <ListPage
      title={e('title')}
      lead={e('lead')}
      add={runsFloor() ? e('add') : null}
      loaded={loaded}
      list={value => <Lists around={value} again={loaded.again} />}
      dialog={(value, adding) => <EventDialog around={value} {...adding} />}
    />
  )
}

function Lists({ around, again }: { around: Around; again: () => void }) {
  const cancelling = useSignal<EventView | null>(null)
  const now_ms = serverNow()
  const sorted = around.events.toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from))
  const ahead = sorted.filter(one => Date.parse(one.until) > now_ms)
  const past = sorted.filter(one => Date.parse(one.until) <= now_ms).reverse()
  return (
    <>
      {ahead.length === 0 ? <Notice title={e('none')} hint={e('none-hint')} /> : null}
      <ul class="access-list">
        {ahead.map(one => (
          <Row
            key={one.id}
            event={one}
            around={around}
            onCancel={() => {
              cancelling.value = one
            }}
          />
        ))}
      </ul>
      {past.length === 0 ? null : (
        <section aria-labelledby="past">
          <h2 id="past">{e('past')}</h2>
          <ul class="access-list">
            {past.map(one => (
              <Row key={one.id} event={one} around={around} onCancel={null} />
            ))}
          </ul>
        </section>
      )}
      {cancelling.value === null ? null : (
        <ReasonDialog
          title={e('cancel-of', { name: cancelling.value.name })}
          action={e('cancel')}
          say={sayRefused}
          onConfirm={() => cancelEvent(cancelling.value?.id ?? '').then(again)}
          onClose={() => {
            cancelling.value = null
          }}
        >
          <p>{e('cancel-effect')}</p>
        </ReasonDialog>
      )}
    </>
  )
}

type RowProps = { event: EventView; around: Around; onCancel: (() => void) | null }

function Row({ event, around, onCancel }: RowProps) {
  const day = longDay(Date.parse(event.from), language.value, timezone())
  return (
    <li class="people-item" data-granted={onCancel !== null}>
      <h2>
        <bdi>{event.name}</bdi>
      </h2>
      <p>
        <b class="sentence">{e('span', { day, from: sayTime(event.from), until: sayTime(event.until) })}</b>
      </p>
      <p class="people-more">{factsOf(event, around).join(' · ')}</p>
      {onCancel !== null && runsFloor() ? (
        <button type="button" class="button-quiet" aria-label={e('cancel-of', { name: event.name })} onClick={onCancel}>
          {e('cancel')}
        </button>
      ) : null}
    </li>
  )
}

type Named = { id: string; name: string }
const nameIn = (list: readonly Named[], id: string): string => list.find(one => one.id === id)?.name ?? id

/** What is there to say of it; a role that may not see who or what money has less. */
function factsOf(event: EventView, { machines, members, organisations, pools }: Around): string[] {
  const taking_part = event.members?.length ?? 0
  const facts = [
    e(event.kind),
    event.machines.map(id => nameIn(machines, id)).join(', '),
    event.leader === undefined ? null : e('led', { name: nameIn(members, event.leader) }),
    taking_part === 0 ? null : e('people', { count: taking_part }),
    event.guests === 0 ? null : e('guests', { count: event.guests }),
    event.qualification === null ? null : e('teaches', { qualification: sayQualification(event.qualification) }),
    event.minors ? e('minors') : null,
    event.organisation == null ? null : e('pays', { name: nameIn(organisations, event.organisation) }),
    event.pool == null ? null : e('pool', { name: nameIn(pools, event.pool) }),
    event.funder == null
      ? null
      : e('funded', { funder: event.funder, money: euros(event.subsidy_cents ?? 0, language.value) }),
  ]
  return facts.filter(fact => fact !== null)
}
