/** A member found by a few letters of the name, and given something at a tap: no list to scroll, no choice to confirm. */
import { useSignal } from '@preact/signals'
import type { MemberRow } from '#server/contract/people.ts'
import { plain } from '../people/plain.ts'
import { m } from './texts.ts'

const SHOWN_MAX = 6

type Props = {
  members: readonly MemberRow[]
  /** the act with the member's name, for whoever hears the button alone */
  label: (name: string) => string
  more: (member: MemberRow) => string
  busy: boolean
  onPick: (member: MemberRow) => void
}

export function PickMember({ members, label, more, busy, onPick }: Props) {
  const search = useSignal('')
  const found = members.filter(one => plain(one.name).includes(plain(search.value)))
  return (
    <div class="pick">
      <label class="field">
        <span>{m('whose.search')}</span>
        <input
          type="search"
          autocomplete="off"
          value={search.value}
          onInput={event => {
            search.value = event.currentTarget.value
          }}
        />
      </label>
      {found.length === 0 ? <p class="hint">{m('whose.none')}</p> : null}
      <ul>
        {found.slice(0, SHOWN_MAX).map(one => (
          <li key={one.id}>
            <button type="button" disabled={busy} aria-label={label(one.name)} onClick={() => onPick(one)}>
              <bdi>{one.name}</bdi> <small>{more(one)}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN_MAX ? <p class="hint">{m('whose.more')}</p> : null}
    </div>
  )
}
