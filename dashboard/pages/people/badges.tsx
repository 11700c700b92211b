import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MemberBadge, MemberDetail, UnknownCard } from '#server/contract/people.ts'
import { blockBadge, enrolBadge, unknownCards } from '../../api/people.ts'
import { floor } from '../../live/connection.ts'
import { spanOfDay } from '../../time/zone.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogActs } from '../../ui/dialog-acts.tsx'
import { useLoad } from '../../ui/load.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { me, timezone } from '../../ui/session.ts'
import { sayMoment } from './say.ts'
import { w } from './texts.ts'

type Props = { member: MemberDetail; again: () => void }
/** The floor gives and blocks badges; the treasurer reads them. */
const runsFloor = (): boolean => me.value?.role === 'manager' || me.value?.role === 'animateur'

export function Badges({ member, again }: Props) {
  const enrolling = useSignal(false)
  const error = useSignal<string | null>(null)
  const block = (badge: MemberBadge) =>
    blockBadge(badge.id, !badge.blocked).then(again, (failure: unknown) => {
      error.value = sayRefused(failure)
    })
  return (
    <section aria-labelledby="badges">
      <h2 id="badges">{w('badges.title')}</h2>
      {member.badges.length === 0 ? <p class="hint">{w('badges.none')}</p> : null}
      <ul class="plain-list">
        {member.badges.map(badge => (
          <li key={badge.id}>
            <b>{nameOf(badge.id)}</b> <span class="people-more">{told(badge)}</span>
            {runsFloor() ? (
              <button type="button" class="link" onClick={() => block(badge)}>
                {w(badge.blocked ? 'badges.unblock' : 'badges.block')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      {runsFloor() ? (
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            enrolling.value = true
          }}
        >
          {w('badges.enrol')}
        </button>
      ) : null}
      {enrolling.value ? (
        <Enrol
          member={member}
          onDone={again}
          onClose={() => {
            enrolling.value = false
          }}
        />
      ) : null}
    </section>
  )
}

/** Enough to tell two cards of one person apart; the rest of the fingerprint says nothing to anybody. */
const nameOf = (id: string): string => w('badges.one', { id: id.slice(0, 4).toUpperCase() })

const told = (badge: MemberBadge): string =>
  [
    badge.blocked ? w('badges.blocked') : null,
    badge.pass === null ? null : w(`badges.pass-${badge.pass}`),
    badge.valid_from === null ? null : w('badges.from', { date: sayMoment(badge.valid_from) }),
    badge.valid_until === null ? null : w('badges.until', { date: sayMoment(badge.valid_until) }),
  ]
    .filter(part => part !== null)
    .join(' · ')

/** By the name that stands on it. */
const machineOf = ({ machine, station }: UnknownCard): string =>
  floor.value.machines.get(machine ?? station)?.name ?? station

function trialUntil(day: string): object {
  if (day === '') return {}
  return { pass: 'trial', valid_until: new Date(spanOfDay(day, timezone()).to_ms).toISOString() }
}

/** The card is held to a machine's reader: nobody types a number. */
function Enrol({ member, onDone, onClose }: { member: MemberDetail; onDone: () => void; onClose: () => void }) {
  const cards = useLoad('cards', unknownCards)
  const error = useSignal<string | null>(null)
  /** a day: the card is good until its end, and is a trial's; empty: for good */
  const until = useSignal('')
  const busy = useSignal(false)
  const take = (badge: string) => {
    busy.value = true
    enrolBadge({ badge, member: member.id, ...trialUntil(until.value) }).then(
      () => {
        onDone()
        onClose()
      },
      (failure: unknown) => {
        busy.value = false
        error.value = sayRefused(failure)
      },
    )
  }
  // The moment a card is shown it is there: nobody has to ask again
  const shown = useComputed(() => floor.value.alerts.filter(({ code }) => code === 'unknown-badge').length)
  useEffect(cards.again, [shown.value])
  const items = cards.value?.items ?? []
  return (
    <Dialog title={w('enrol.title', { name: member.name })} onClose={onClose}>
      <div class="reason">
        <p>{w('enrol.lead')}</p>
        {cards.value !== null && items.length === 0 ? <p class="hint">{w('enrol.none')}</p> : null}
        <label class="field">
          <span>{w('enrol.trial')}</span>
          <input
            type="date"
            value={until.value}
            onInput={event => {
              until.value = event.currentTarget.value
            }}
          />
          <small class="hint">{w('enrol.trial-hint')}</small>
        </label>
        <ul class="plain-list">
          {items.map(card => (
            <li key={card.id}>
              <b>{nameOf(card.id)}</b>{' '}
              <span class="people-more">{w('enrol.seen', { machine: machineOf(card), time: sayMoment(card.at) })}</span>
              <button type="button" class="button" disabled={busy.value} onClick={() => take(card.id)}>
                {w('enrol.take')}
              </button>
            </li>
          ))}
        </ul>
        <p class="form-error" role="alert">
          {error.value}
        </p>
        {items.length > 0 ? null : <DialogActs action={w('enrol.look')} onCancel={onClose} onAct={cards.again} />}
      </div>
    </Dialog>
  )
}
