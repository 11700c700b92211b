/** The last step of all: taking somebody out. It first says what still needs their name, and asks why where it is done anyway. */
import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import type { MemberDetail } from '#server/contract/people.ts'
import { eraseMember, erasureOf } from '../../api/people.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { me } from '../../ui/session.ts'
import { x } from './erase-texts.ts'
import { type HeldBack, told } from './erase-words.ts'

export function Erase({ member }: { member: MemberDetail }) {
  const held = useSignal<HeldBack[] | null>(null)
  const error = useSignal<string | null>(null)
  if (me.value?.role !== 'manager') return null
  const ask = async () => {
    error.value = null
    try {
      held.value = (await erasureOf(member.id)).in_the_way
    } catch (failure) {
      error.value = sayRefused(failure)
    }
  }
  return (
    <div class="people-acts">
      <button type="button" class="button-quiet" onClick={ask}>
        {x('erase.act')}
      </button>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      {held.value === null ? null : (
        <EraseDialog
          member={member}
          held={held.value}
          onClose={() => {
            held.value = null
          }}
        />
      )}
    </div>
  )
}

type DialogProps = { member: MemberDetail; held: readonly HeldBack[]; onClose: () => void }

function EraseDialog({ member, held, onClose }: DialogProps) {
  const { route } = useLocation()
  const reason = {
    label: x('erase.reason'),
    hint: x('erase.reason-hint'),
    missing: x('erase.reason-missing'),
  }
  return (
    <ReasonDialog
      title={x('erase.title', { name: member.name })}
      action={x('erase.confirm')}
      {...(held.length === 0 ? {} : { reason })}
      say={sayRefused}
      onConfirm={why => eraseMember(member.id, why).then(() => route('/members', true))}
      onClose={onClose}
    >
      <p>{x('erase.what')}</p>
      {held.length === 0 ? null : (
        <>
          <p>{x('erase.held')}</p>
          <ul class="plain-list">
            {held.map(one => (
              <Line key={JSON.stringify(one)} one={one} />
            ))}
          </ul>
        </>
      )}
    </ReasonDialog>
  )
}

function Line({ one }: { one: HeldBack }) {
  const { words, amount, href } = told(one)
  return (
    <li>
      {href === null ? words : <a href={href}>{words}</a>}
      {amount === null ? null : <b> {amount}</b>}
    </li>
  )
}
