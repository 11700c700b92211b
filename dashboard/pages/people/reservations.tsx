import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { MachineView } from '#server/contract/api.ts'
import type { ClosureView, EventView, ReservationView } from '#server/contract/people.ts'
import { cancelBooking, closuresOf, eventsOf, listMachines, reservationsOf } from '../../api/people.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { addDays, type Day, dayOf, isDay, type Span, spanOfDay } from '../../time/zone.ts'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, sayRefused, Waiting } from '../../ui/notice.tsx'
import { me, timezone } from '../../ui/session.ts'
import { BookDialog } from './book-dialog.tsx'
import { sayTime } from './say.ts'
import { w } from './texts.ts'
import './people.css'

type Board = {
  machines: MachineView[]
  reservations: ReservationView[]
  events: EventView[]
  closures: ClosureView[]
}

async function boardOf(span: Span): Promise<Board> {
  const [machines, reservations, events, closures] = await Promise.all([
    listMachines(),
    reservationsOf(span),
    eventsOf(span),
    closuresOf(),
  ])
  return { machines, reservations, events, closures }
}

/** One day, machine by machine: a strip to see where it is free, and the same in words. */
export function Reservations() {
  const { query, route } = useLocation()
  const today = dayOf(serverNow(), timezone())
  const day = isDay(query.day) ? query.day : today
  const span = spanOfDay(day, timezone())
  const board = useLoad(day, () => boardOf(span))
  const href = (to: Day) => (to === today ? '/reservations' : `/reservations?day=${to}`)
  return (
    <article class="people bookings">
      <header class="month-head">
        <h1>{w('book.title')}</h1>
        <div class="stepper">
          <a class="button-bare" href={href(addDays(day, -1))} aria-label={w('book.previous')}>
            <Icon sign="left" />
          </a>
          <label class="select">
            <span class="sr">{w('book.day')}</span>
            <input
              type="date"
              value={day}
              onChange={event => isDay(event.currentTarget.value) && route(href(event.currentTarget.value))}
            />
          </label>
          <a class="button-bare" href={href(addDays(day, 1))} aria-label={w('book.next')}>
            <Icon sign="right" />
          </a>
        </div>
      </header>
      <p class="book-day">{longDay(span.from_ms + 43_200_000, language.value, timezone())}</p>
      {board.is === 'failed' ? (
        <Failure error={board.error} again={board.again} />
      ) : board.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <Machines board={board.value} day={day} span={span} again={board.again} />
      )}
      <a class="link" href="/closures">
        {w('closures.title')}
      </a>
      {me.value?.member == null ? null : (
        <a class="link" href="/me/access">
          {w('book.access')}
        </a>
      )}
    </article>
  )
}

type OfDay = { board: Board; day: Day; span: Span; again: () => void }

function Machines({ board, day, span, again }: OfDay) {
  const booking = useSignal<MachineView | null>(null)
  const touching = board.closures.filter(
    one => Date.parse(one.from) < span.to_ms && span.from_ms < Date.parse(one.until),
  )
  return (
    <>
      {touching.map(one => (
        <p key={one.id} class="safety">
          {w(one.kind === 'closed' ? 'book.closed' : 'book.open', { why: one.why === '' ? '—' : one.why })}
        </p>
      ))}
      <ul class="book-list">
        {board.machines.map(machine => (
          <Machine
            key={machine.id}
            machine={machine}
            board={board}
            span={span}
            again={again}
            onBook={() => {
              booking.value = machine
            }}
          />
        ))}
      </ul>
      {booking.value === null ? null : (
        <BookDialog
          machine={booking.value}
          day={day}
          onDone={again}
          onClose={() => {
            booking.value = null
          }}
        />
      )}
    </>
  )
}

type Claim = { id: string; from: string; until: string; kind: 'mine' | 'taken' | 'event' | 'freed'; words: string }

const claimsOf = (machine: string, { reservations, events }: Board): Claim[] =>
  [
    ...reservations
      .filter(one => one.machine === machine)
      .map((one): Claim => {
        const who = one.mine ? w('book.mine') : (one.member_name ?? w('book.taken'))
        const said = one.state === 'no-show' || one.state === 'taken-up' ? `${who} · ${w(`book.${one.state}`)}` : who
        const kind = one.state === 'no-show' ? 'freed' : one.mine ? 'mine' : 'taken'
        return { id: one.id, from: one.from, until: one.until, kind, words: said }
      }),
    ...events
      .filter(one => one.machines.includes(machine))
      .map(
        (one): Claim => ({
          ...{ id: one.id, from: one.from, until: one.until, kind: 'event' },
          words: w(one.kind === 'training' ? 'book.training' : 'book.group', { name: one.name }),
        }),
      ),
  ].sort((a, b) => (a.from < b.from ? -1 : 1))

type MachineProps = { machine: MachineView; board: Board; span: Span; again: () => void; onBook: () => void }

function Machine({ machine, board, span, again, onBook }: MachineProps) {
  const error = useSignal<string | null>(null)
  const claims = claimsOf(machine.id, board)
  const floor = me.value?.role === 'manager' || me.value?.role === 'animateur'
  const may = (claim: Claim) => claim.kind !== 'event' && (claim.kind === 'mine' || floor)
  const cancel = (id: string) =>
    cancelBooking(id).then(again, (failure: unknown) => {
      error.value = sayRefused(failure)
    })
  return (
    <li>
      <h2>{machine.name}</h2>
      <button type="button" class="button-quiet" onClick={onBook}>
        {w('book.do')}
      </button>
      <Strip claims={claims} span={span} />
      {claims.length === 0 ? (
        <p class="hint">{w('book.free')}</p>
      ) : (
        <ul class="plain-list">
          {claims.map(claim => (
            <li key={claim.id}>
              <b>
                {sayTime(claim.from)} – {sayTime(claim.until)}
              </b>{' '}
              <bdi>{claim.words}</bdi>
              {may(claim) ? (
                <button type="button" class="link" onClick={() => cancel(claim.id)}>
                  {w('book.cancel')}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </li>
  )
}

/** The working part of the day; what lies outside is in words below. */
const STRIP_FROM_H = 7
const STRIP_TO_H = 21
const HOUR_MS = 3_600_000

function Strip({ claims, span }: { claims: readonly Claim[]; span: Span }) {
  const from_ms = span.from_ms + STRIP_FROM_H * HOUR_MS
  const share = (at_ms: number) =>
    Math.min(100, Math.max(0, ((at_ms - from_ms) / ((STRIP_TO_H - STRIP_FROM_H) * HOUR_MS)) * 100))
  return (
    <div class="strip" aria-hidden="true">
      {claims.map(claim => {
        const left = share(Date.parse(claim.from))
        const width = share(Date.parse(claim.until)) - left
        return <span key={claim.id} data-kind={claim.kind} style={{ left: `${left}%`, width: `${width}%` }} />
      })}
      {[9, 12, 15, 18].map(hour => (
        <i key={hour} style={{ left: `${share(span.from_ms + hour * HOUR_MS)}%` }}>
          {hour}
        </i>
      ))}
    </div>
  )
}
