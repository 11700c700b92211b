/** A card nobody holds was shown at a reader: whose is it? One tap gives it to a member, two to somebody who is here for a day. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { MemberDetail, MemberRow, UnknownCard } from '#server/contract/people.ts'
import { getCharter } from '../../api/charter.ts'
import { enrolBadge, giveDayPass, listMembers, type Visit } from '../../api/people.ts'
import { longDay } from '../../i18n/format.ts'
import { language } from '../../i18n/index.ts'
import { serverNow } from '../../time/now.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { Form, Refusal, Send } from '../../ui/form/form.tsx'
import { useLoad } from '../../ui/load.ts'
import { sayRefused, Waiting } from '../../ui/notice.tsx'
import { timezone } from '../../ui/session.ts'
import { CharterText } from '../charter/charter-text.tsx'
import { ReadTick } from '../charter/read-tick.tsx'
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
  function working<T>(deed: Promise<T>): Promise<T> {
    busy.value = true
    return deed.finally(() => {
      busy.value = false
    })
  }
  const give = (name: string, deed: Promise<unknown>): Promise<void> => working(deed).then(() => onDone(name))
  const pick = (one: MemberRow) => {
    error.value = null
    give(one.name, enrolBadge({ badge: card.id, member: one.id })).catch((failure: unknown) => {
      error.value = sayRefused(failure)
    })
  }
  const enrolled = async (name: string): Promise<string> => {
    made.current ??= await newMember({ name })
    await enrolBadge({ badge: card.id, member: made.current.id })
    return made.current.id
  }
  /** Their page tells that the card is theirs. */
  const add = async (name: string) => {
    const member = await working(enrolled(name))
    onClose()
    route(`/members/${member}`)
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
          onPick={pick}
        />
      )}
      <p class="form-error" role="alert">
        {error.value}
      </p>
      {members.value === null ? null : <Newcomer open={members.value.length === 0} onAdd={add} />}
      <DayPass onGive={visit => give(visit.name, giveDayPass(card.id, visit))} />
    </Dialog>
  )
}

/** Whose it is may be known to nobody yet: in an atelier that has just begun it always is. */
const Newcomer = ({ open, onAdd }: { open: boolean; onAdd: (name: string) => Promise<void> }) => (
  <details class="newcomer" open={open}>
    <summary>{m('new.title')}</summary>
    <Form onSend={form => onAdd(textOf(form, 'name'))}>
      <Field name="name" label={m('new.name')} hint={m('new.hint')} length_max={200} required />
      <Refusal />
      <Send class="button-quiet" action={m('new.give')} />
    </Form>
  </details>
)

/** The visitor reads and accepts by themselves: nobody attests it in their place. */
function DayPass({ onGive }: { onGive: (visit: Visit) => Promise<void> }) {
  const charter = useLoad('charter', getCharter)
  const current = charter.value?.current ?? null
  const visitOf = (form: FormData): Visit => {
    const speaks = textOf(form, 'language')
    return {
      name: textOf(form, 'name'),
      charter: current?.id ?? null,
      language: speaks === 'fr' || speaks === 'en' ? speaks : null,
    }
  }
  const languages = [
    { id: '', name: m('pass.language-atelier') },
    { id: 'fr', name: 'Français' },
    { id: 'en', name: 'English' },
  ]
  return (
    <Form class="pass" onSend={form => onGive(visitOf(form))}>
      <h3>{m('pass.title')}</h3>
      <p class="hint">{m('pass.hint')}</p>
      <Field
        name="name"
        label={m('pass.name')}
        value={m('pass.visit', { date: longDay(serverNow(), language.value, timezone()) })}
        length_max={200}
        required
      />
      <Choice name="language" label={m('pass.language')} options={languages} value="" />
      {current === null ? null : <CharterText charter={current} boxed />}
      <ReadTick label={c(current === null ? 'visitor-paper' : 'visitor')} missing={c('visitor-first')} />
      {charter.is === 'failed' ? (
        <p class="form-error" role="alert">
          {sayRefused(charter.error)}
        </p>
      ) : null}
      <Refusal />
      <Send class="button-quiet" action={m('pass.give')} disabled={charter.value === null} />
    </Form>
  )
}
