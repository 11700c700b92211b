/** A new account, or what one that is there may do and for whom it acts. */
import { useSignal } from '@preact/signals'
import type { AccountView, Role } from '#server/contract/api.ts'
import { addAccount, changeAccount, invite, type Ties } from '../../api/accounts.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Everything } from './accounts.tsx'
import { linkOf, type Told } from './tell-dialog.tsx'
import { a } from './texts.ts'

type Props = {
  /** null: a new one */
  before: AccountView | null
  all: Everything
  onTell: (told: Told) => void
  onDone: () => void
  onClose: () => void
}

const ROLES: readonly Role[] = ['manager', 'animateur', 'treasurer', 'member', 'organisation', 'kiosk']

export function AccountDialog({ before, all, onTell, onDone, onClose }: Props) {
  const role = useSignal<Role>(before?.role ?? 'animateur')
  const send = async (form: FormData) => {
    const body = { name: textOf(form, 'name'), ...tiesOf(form, role.peek()) }
    if (before === null) onTell(await added({ ...body, email: textOf(form, 'email') }, textOf(form, 'how') === 'link'))
    else await changeAccount(before.id, body).then(onDone)
  }
  return (
    <FormDialog
      title={before === null ? a('add') : a('change-of', { name: before.name })}
      action={before === null ? a('add-it') : a('save')}
      onClose={onClose}
      onSend={send}
    >
      <Field name="name" label={a('name')} value={before?.name ?? ''} required />
      {before === null ? <Field name="email" label={a('email')} required hint={a('email-hint')} /> : null}
      <Choice
        name="role"
        label={a('role')}
        value={role.peek()}
        options={ROLES.map(id => ({ id, name: a(`role-${id}`) }))}
        onChoose={value => {
          role.value = ROLES.find(one => one === value) ?? 'member'
        }}
      />
      <p class="hint">{a(`may-${role.value}`)}</p>
      <Tie role={role.value} before={before} all={all} />
      {before === null ? (
        <Choice
          name="how"
          label={a('how')}
          value="link"
          options={(['link', 'password'] as const).map(id => ({ id, name: a(`how-${id}`) }))}
        />
      ) : (
        <p class="hint">{a('change-hint')}</p>
      )}
    </FormDialog>
  )
}

/** A member's account is theirs alone; who runs the floor may be a member besides. */
function Tie({ role, before, all }: { role: Role; before: AccountView | null; all: Everything }) {
  const nobody = { id: '', name: a('nobody') }
  const byName = <T extends { name: string }>(list: readonly T[]): T[] =>
    list.toSorted((one, other) => one.name.localeCompare(other.name, 'fr'))
  if (role === 'kiosk') return null
  if (role === 'organisation')
    return (
      <Choice
        name="organisation"
        label={a('for-organisation')}
        value={before?.organisation ?? ''}
        options={[nobody, ...byName(all.organisations)]}
      />
    )
  return (
    <Choice
      name="member"
      label={role === 'member' ? a('for-member') : a('is-member')}
      value={before?.member ?? ''}
      options={[nobody, ...byName(all.members.filter(({ kind }) => kind === 'person'))]}
    />
  )
}

const tiesOf = (form: FormData, role: Role): Ties => ({
  role,
  member: textOf(form, 'member') || null,
  organisation: textOf(form, 'organisation') || null,
})

async function added(body: Parameters<typeof addAccount>[0], by_link: boolean): Promise<Told> {
  const { user, password } = await addAccount(body)
  if (!by_link) return { kind: 'password', name: user.name, email: user.email ?? '', secret: password }
  const { token } = await invite(user.id)
  return { kind: 'link', name: user.name, email: user.email ?? '', secret: linkOf(token) }
}
