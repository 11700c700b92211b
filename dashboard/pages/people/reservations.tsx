import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { MachineView } from '#server/contract/api.ts'
import type { ClosureView, EventView, ReservationView } from '#server/contract/people.ts'
import { closuresOf, eventsOf, listMachines, reservationsOf } from '../../api/people.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { addDays, type Day, dayOf, isDay, type Span, spanOfDay } from '../../time/zone.ts'
import { Icon } from '../../ui/icons.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { me, timezone } from '../../ui/session.ts'
import { BookDialog } from './book-dialog.tsx'
import { Booked, claimsOf } from './booked.tsx'
import { isWhole, openOn, spanOf, within } from './hours.ts'
import { sayHours } from './say.ts'
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

type HoursProps = { open: readonly Span[]; closures: readonly ClosureView[]; span: Span }

/** When a badge is let in that day, before anybody books, and why it is another time than usual. */
function OpenHours({ open, closures, span }: HoursProps) {
  const part = (one: ClosureView) => within([spanOf(one)], span)
  const shut = closures.some(one => one.kind === 'closed' && isWhole(part(one), span))
  const hint = open.length > 0 ? w('book.hours', { hours: sayHours(open) }) : shut ? null : w('book.shut')
  return (
    <>
      {hint === null || isWhole(open, span) ? null : <p class="hint">{hint}</p>}
      {closures.map(one => {
        const kind = `book.${one.kind}` as const
        const why = one.why === '' ? '—' : one.why
        return (
          <p key={one.id} class="safety">
            {isWhole(part(one), span) ? w(kind, { why }) : w(`${kind}-hours`, { why, hours: sayHours(part(one)) })}
          </p>
        )
      })}
    </>
  )
}

type OfDay = { board: Board; day: Day; span: Span; again: () => void }

function Machines({ board, day, span, again }: OfDay) {
  const booking = useSignal<MachineView | null>(null)
  const hours = { opening: me.value?.atelier.opening, closures: board.closures, timezone: timezone() }
  const open = openOn(day, hours)
  const touching = board.closures.filter(one => within([spanOf(one)], span).length > 0)
  return (
    <>
      <OpenHours open={open} closures={touching} span={span} />
      <ul class="book-list">
        {board.machines.map(machine => (
          <Booked
            key={machine.id}
            machine={machine}
            claims={claimsOf(machine.id, board)}
            open={open}
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
