/** From the phone beside the machine: who has just been shown how gets the right, at one tap on their name. */
import { useSignal } from '@preact/signals'
import type { MachineView } from '#server/contract/api.ts'
import type { MemberRow } from '#server/contract/people.ts'
import { grant, listMembers } from '../../api/people.ts'
import { sayQualification } from '../../i18n/slugs.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { sayRefused, Waiting } from '../../ui/notice.tsx'
import { PickMember } from './pick-member.tsx'
import { m } from './texts.ts'
import './morning.css'

export function TeachHere({ machine, qualification }: { machine: MachineView; qualification: string }) {
  const open = useSignal(false)
  const said = useSignal('')
  return (
    <>
      <button
        type="button"
        class="button-quiet"
        onClick={() => {
          open.value = true
        }}
      >
        {m('teach')}
      </button>
      <span role="status">{said.value}</span>
      {open.value ? (
        <TeachDialog
          {...{ machine, qualification }}
          onDone={name => {
            said.value = m('teach.done', { name })
            open.value = false
          }}
          onClose={() => {
            open.value = false
          }}
        />
      ) : null}
    </>
  )
}

type Props = {
  machine: MachineView
  qualification: string
  onDone: (name: string) => void
  onClose: () => void
}

function TeachDialog({ machine, qualification, onDone, onClose }: Props) {
  const members = useLoad('members', listMembers)
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const lacking = (members.value ?? [])
    .filter(one => one.state === 'active' && !one.qualifications.includes(qualification))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
  const give = (one: MemberRow) => {
    busy.value = true
    grant({ member: one.id, qualification }).then(
      () => onDone(one.name),
      (failure: unknown) => {
        busy.value = false
        error.value = sayRefused(failure)
      },
    )
  }
  return (
    <Dialog title={m('teach.title', { machine: machine.name })} onClose={onClose}>
      <p class="hint">{m('teach.hint', { qualification: sayQualification(qualification) })}</p>
      {members.is === 'failed' ? null : members.value === null ? (
        <Waiting height_rem={16} />
      ) : lacking.length === 0 ? (
        <p>{m('teach.none')}</p>
      ) : (
        <PickMember
          members={lacking}
          label={name => m('teach.give', { name })}
          more={() => ''}
          busy={busy.value}
          onPick={give}
        />
      )}
      <p class="form-error" role="alert">
        {members.is === 'failed' ? sayRefused(members.error) : error.value}
      </p>
    </Dialog>
  )
}
