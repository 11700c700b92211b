import { useSignal } from '@preact/signals'
import type { GrantView, MemberDetail } from '#server/contract/people.ts'
import { grant, listMachines, revoke } from '../../api/people.ts'
import { floor } from '../../live/connection.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { WHOLE } from '../../ui/form/judge.ts'
import { useLoad } from '../../ui/load.ts'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { me } from '../../ui/session.ts'
import { qualificationName } from './qualification-name.ts'
import { sayDay } from './say.ts'
import { w } from './texts.ts'

type Props = { member: MemberDetail; again: () => void }
type Act = { kind: 'grant' } | { kind: 'revoke'; qualification: string } | null

export function Qualifications({ member, again }: Props) {
  const act = useSignal<Act>(null)
  const runs = me.value?.role === 'manager' || me.value?.role === 'animateur'
  const here = [...floor.value.machines.values()]
  const close = () => {
    act.value = null
  }
  return (
    <section aria-labelledby="qualifications">
      <h2 id="qualifications">{w('qualifications.title')}</h2>
      {member.grants.length === 0 ? <p class="hint">{w('qualifications.none')}</p> : null}
      <ul class="plain-list">
        {member.grants.map(one => (
          <li key={one.qualification}>
            <b>{qualificationName(one.qualification, here)}</b> <span class="people-more">{told(one)}</span>
            {runs ? (
              <button
                type="button"
                class="link"
                onClick={() => {
                  act.value = { kind: 'revoke', qualification: one.qualification }
                }}
              >
                {w('qualifications.revoke')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {runs ? (
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            act.value = { kind: 'grant' }
          }}
        >
          {w('qualifications.grant')}
        </button>
      ) : null}
      {act.value?.kind === 'grant' ? <Grant member={member} onDone={again} onClose={close} /> : null}
      {act.value?.kind === 'revoke' ? (
        <Revoke member={member} qualification={act.value.qualification} onDone={again} onClose={close} />
      ) : null}
    </section>
  )
}

const told = ({ trainer_name, granted, expires, holds }: GrantView): string =>
  [
    trainer_name === null ? null : w('qualifications.by', { trainer: trainer_name }),
    granted === null ? null : w('qualifications.on', { date: sayDay(granted) }),
    expires === null ? null : w('qualifications.until', { date: sayDay(expires) }),
  ]
    .filter(part => part !== null)
    .join(' ') + (holds ? '' : ` · ${w('qualifications.expired')}`)

type DialogProps = { member: MemberDetail; onDone: () => void; onClose: () => void }

function Grant({ member, onDone, onClose }: DialogProps) {
  const machines = useLoad('machines', listMachines)
  const asked = new Set((machines.value ?? []).flatMap(({ qualification }) => qualification ?? []))
  const held = new Set(member.grants.filter(({ holds }) => holds).map(({ qualification }) => qualification))
  const options = [...asked].filter(id => !held.has(id)).sort()
  return (
    <FormDialog
      title={w('grant.title', { name: member.name })}
      action={w('qualifications.grant')}
      onClose={onClose}
      check={form => (form.has('qualification') ? null : { [WHOLE]: w('grant.all') })}
      onSend={async form => {
        const expires = textOf(form, 'expires')
        const qualification = textOf(form, 'qualification')
        await grant({ member: member.id, qualification, ...(expires === '' ? {} : { expires }) })
        onDone()
      }}
    >
      {machines.value === null ? null : options.length === 0 ? (
        <p class="hint">{w('grant.all')}</p>
      ) : (
        <Choice
          name="qualification"
          label={w('qualifications.which')}
          options={options.map(id => ({ id, name: qualificationName(id, machines.value ?? []) }))}
        />
      )}
      <Field name="expires" type="date" label={w('qualifications.expires')} />
    </FormDialog>
  )
}

const Revoke = ({ member, qualification, onDone, onClose }: DialogProps & { qualification: string }) => (
  <ReasonDialog
    title={w('revoke.title', { qualification: qualificationName(qualification, []) })}
    reason={{ label: w('revoke.why'), missing: w('revoke.why-missing') }}
    action={w('qualifications.revoke')}
    onConfirm={why => revoke({ member: member.id, qualification, why }).then(onDone)}
    onClose={onClose}
  />
)
