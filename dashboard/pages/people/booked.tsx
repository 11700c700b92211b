/** One machine on one day: a strip to see where it is free, and the same in words. */
import { useSignal } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import type { EventView, ReservationView } from '#server/contract/people.ts'
import { cancelBooking } from '../../api/people.ts'
import { serverNow } from '../../time/now.ts'
import type { Span } from '../../time/zone.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { freeOf, isWhole, spanOf, without } from './hours.ts'
import { sayHours, sayTime } from './say.ts'
import { w } from './texts.ts'

type Taken = { reservations: readonly ReservationView[]; events: readonly EventView[] }
type Claim = { id: string; from: string; until: string; kind: 'mine' | 'taken' | 'event' | 'freed'; words: string }

export const claimsOf = (machine: string, { reservations, events }: Taken): Claim[] =>
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

type Props = {
  machine: MachineView
  claims: readonly Claim[]
  /** when the atelier is open that day */
  open: readonly Span[]
  span: Span
  again: () => void
  onBook: () => void
}

export function Booked({ machine, claims, open, span, again, onBook }: Props) {
  const error = useSignal<string | null>(null)
  const floor = me.value?.role === 'manager' || me.value?.role === 'animateur'
  const may = (claim: Claim) => claim.kind !== 'event' && (claim.kind === 'mine' || floor)
  const free = sayFree(claims, open, span)
  const cancel = (id: string) =>
    cancelBooking(id)
      .catch((failure: unknown) => {
        error.value = sayRefused(failure)
      })
      .finally(again)
  return (
    <li>
      <h2>{machine.name}</h2>
      <button type="button" class="button-quiet" onClick={onBook}>
        {w('book.do')}
      </button>
      <Strip claims={claims} open={open} span={span} />
      {claims.length === 0 ? null : (
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
      {free === null ? null : <p class="hint">{free}</p>}
      {/* nobody knows for how long: it may be booked, and whoever does is told */}
      {machine.lock === null ? null : <p class="safety">{w('book.locked', { why: machine.lock.why })}</p>}
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </li>
  )
}

/** Null: the day is over or the atelier shut, and what was booked says the rest. */
function sayFree(claims: readonly Claim[], open: readonly Span[], span: Span): string | null {
  const now_ms = serverNow()
  if (open.length === 0 || span.to_ms <= now_ms) return claims.length === 0 ? w('book.none') : null
  const taken = claims.filter(({ kind }) => kind !== 'freed').map(spanOf)
  const free = freeOf(open, taken, now_ms)
  if (isWhole(free, span)) return w('book.free')
  return free.length === 0 ? w('book.full') : w('book.free-hours', { hours: sayHours(free, now_ms) })
}

/** The working part of the day; what lies outside is in words below. */
const STRIP_FROM_H = 7
const STRIP_TO_H = 21
const HOUR_MS = 3_600_000

type StripProps = { claims: readonly Claim[]; open: readonly Span[]; span: Span }

function Strip({ claims, open, span }: StripProps) {
  const from_ms = span.from_ms + STRIP_FROM_H * HOUR_MS
  const share = (at_ms: number) =>
    Math.min(100, Math.max(0, ((at_ms - from_ms) / ((STRIP_TO_H - STRIP_FROM_H) * HOUR_MS)) * 100))
  const at = ({ from_ms, to_ms }: Span) => ({ left: `${share(from_ms)}%`, width: `${share(to_ms) - share(from_ms)}%` })
  const shown = { from_ms, to_ms: span.from_ms + STRIP_TO_H * HOUR_MS }
  return (
    <div class="strip" aria-hidden="true">
      {without([shown], open).map(shut => (
        <span key={shut.from_ms} data-kind="shut" style={at(shut)} />
      ))}
      {claims.map(claim => (
        <span key={claim.id} data-kind={claim.kind} style={at(spanOf(claim))} />
      ))}
      {[9, 12, 15, 18].map(hour => (
        <i key={hour} style={{ left: `${share(span.from_ms + hour * HOUR_MS)}%` }}>
          {hour}
        </i>
      ))}
    </div>
  )
}
