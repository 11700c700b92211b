/** A card nobody holds was shown at a reader: whose is it? One tap gives it to a member, two to somebody who is here for a day. */
import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { MemberDetail, MemberRow, UnknownCard } from '#server/contract/people.ts'
import { getCharter } from '../../api/charter.ts'
import { enrolBadge, giveDayPass, listMembers, type Visit } from '../../api/people.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { sayRefused, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { CharterText } from '../charter/charter-text.tsx'
import { c } from '../charter/texts.ts'
import { newMember } from '../people/new-member.ts'
import { PickMember } from './pick-member.tsx'
import { m } from './texts.ts'
import './morning.css'

type Props = { card: UnknownCard; machine: string; onDone: (given: string) => void; onClose: () => void }

/** Whoever has none comes first: it is most likely theirs. */
const inOrder = (members: readonly MemberRow[]): MemberRow[] =>
  members
    .filter(one => one.state === 'active' && one.kind !== 'visitor')
    .toSorted((a, b) => a.badges - b.badges || a.name.localeCompare(b.name, 'fr'))

export function WhoseDialog({ card, machine, onDone, onClose }: Props) {
  const { route } = useLocation()
  const members = useLoad('members', listMembers)
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  /** Enrolled already, should only the card have been refused */
  const made = useRef<MemberDetail | null>(null)
  const give = (name: string, deed: () => Promise<unknown>, after: () => void = () => undefined) => {
    busy.value = true
    deed().then(
      () => {
        onDone(name)
        after()
      },
      (failure: unknown) => {
        busy.value = false
        error.value = sayRefused(failure)
      },
    )
  }
  return (
    <Dialog title={m('whose.title')} onClose={onClose}>
      <p class="people-more">{machine}</p>
      {members.is === 'failed' ? (
        <p class="form-error" role="alert">
          {sayRefused(members.error)}
        </p>
      ) : members.value === null ? (
        <Waiting height_rem={16} />
      ) : (
        <PickMember
          members={inOrder(members.value)}
          label={name => m('whose.give', { name })}
          more={one => (one.badges === 0 ? m('whose.no-badge') : '')}
          busy={busy.value}
          onPick={one => give(one.name, () => enrolBadge({ badge: card.id, member: one.id }))}
        />
      )}
      {members.value === null ? null : (
        <Newcomer
          open={members.value.length === 0}
          busy={busy.value}
          onAdd={name =>
            give(
              name,
              async () => {
                made.current ??= await newMember({ name })
                await enrolBadge({ badge: card.id, member: made.current.id })
              },
              () => route(`/members/${made.current?.id}`),
            )
          }
        />
      )}
      <DayPass busy={busy.value} onGive={visit => give(visit.name, () => giveDayPass(card.id, visit))} />
      <p class="form-error" role="alert">
        {error.value}
      </p>
    </Dialog>
  )
}

/** Whose it is may be known to nobody yet: in an atelier that has just begun it always is. */
function Newcomer({ open, busy, onAdd }: { open: boolean; busy: boolean; onAdd: (name: string) => void }) {
  const id = useId()
  const name = useSignal('')
  return (
    <details class="newcomer" open={open}>
      <summary>{m('new.title')}</summary>
      <form
        onSubmit={event => {
          event.preventDefault()
          onAdd(name.value.trim())
        }}
      >
        <div class="field">
          <label for={id}>{m('new.name')}</label>
          <input
            id={id}
            required
            maxLength={200}
            pattern=".*\S.*"
            autocomplete="off"
            value={name.value}
            onInput={event => {
              name.value = event.currentTarget.value
            }}
          />
          <p class="hint">{m('new.hint')}</p>
        </div>
        <button type="submit" class="button-quiet" disabled={busy}>
          {m('new.give')}
        </button>
      </form>
    </details>
  )
}

/** The visitor reads and accepts by themselves: nobody attests it in their place. */
function DayPass({ busy, onGive }: { busy: boolean; onGive: (visit: Visit) => void }) {
  const id = useId()
  const charter = useLoad('charter', getCharter)
  const accepted = useSignal(false)
  const error = useSignal<string | null>(null)
  const speaks = useSignal<Visit['language']>(null)
  const name = useSignal(m('pass.visit', { date: longDay(serverNow(), language.value, timezone()) }))
  return (
    <form
      class="pass"
      onSubmit={event => {
        event.preventDefault()
        error.value = accepted.value ? null : c('visitor-first')
        if (accepted.value && charter.value !== null)
          onGive({ name: name.value, charter: charter.value.current?.id ?? null, language: speaks.value })
      }}
    >
      <h3>{m('pass.title')}</h3>
      <p class="hint">{m('pass.hint')}</p>
      <div class="field">
        <label for={id}>{m('pass.name')}</label>
        <input
          id={id}
          required
          maxLength={200}
          autocomplete="off"
          value={name.value}
          onInput={event => {
            name.value = event.currentTarget.value
          }}
        />
      </div>
      <label class="select">
        <span>{m('pass.language')}</span>
        <select
          onChange={event => {
            const chosen = event.currentTarget.value
            speaks.value = chosen === 'fr' || chosen === 'en' ? chosen : null
          }}
        >
          <option value="">{m('pass.language-atelier')}</option>
          <option value="fr" lang="fr">
            Français
          </option>
          <option value="en" lang="en">
            English
          </option>
        </select>
      </label>
      {charter.value?.current == null ? null : <CharterText charter={charter.value.current} boxed />}
      <label class="sign-read">
        <input
          type="checkbox"
          checked={accepted.value}
          onChange={event => {
            accepted.value = event.currentTarget.checked
          }}
        />
        <span>{c(charter.value?.current == null ? 'visitor-paper' : 'visitor')}</span>
      </label>
      <p class="form-error" role="alert">
        {charter.is === 'failed' ? sayRefused(charter.error) : error.value}
      </p>
      <button type="submit" class="button-quiet" disabled={busy || charter.value === null}>
        {m('pass.give')}
      </button>
    </form>
  )
}
