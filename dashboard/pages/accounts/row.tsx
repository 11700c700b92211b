/** One account, and what can be done with it. */
import { useSignal } from '@preact/signals'
import type { AccountView } from '#server/contract/api.ts'
import { changeAccount, invite, resetPassword } from '../../api/accounts.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { sayMoment } from '../../ui/say-day.ts'
import type { Everything } from './accounts.tsx'
import { linkOf, type Told } from './tell-dialog.tsx'
import { a } from './texts.ts'

type Props = {
  account: AccountView
  all: Everything
  again: () => void
  tell: (told: Told) => void
  onEdit: () => void
}

export function Row({ account, all, again, tell, onEdit }: Props) {
  const error = useSignal<string | null>(null)
  const asking = useSignal<'block' | 'password' | null>(null)
  const { id, name, email, blocked, role } = account
  const fail = (failure: unknown) => {
    error.value = sayRefused(failure)
  }
  const close = () => {
    asking.value = null
  }
  const told = { name, email: email ?? '' }
  return (
    <li data-blocked={blocked}>
      <h2>
        <bdi>{name}</bdi>
      </h2>
      <p>
        <b>{a(`role-${role}`)}</b>
        {tieOf(account, all)}
      </p>
      <p class="accounts-more">
        {email}
        {blocked ? ` · ${a('blocked')}` : ''}
        {account.invited_until === null ? '' : ` · ${a('invited', { date: sayMoment(account.invited_until) })}`}
      </p>
      <p class="form-error" role="alert">
        {error.value}
      </p>
      <div class="accounts-acts">
        <Act label={a('change')} of={name} onAct={onEdit} />
        <Act
          label={a('invite')}
          of={name}
          onAct={() => invite(id).then(({ token }) => tell({ kind: 'link', ...told, secret: linkOf(token) }), fail)}
        />
        <Act
          label={a('reset')}
          of={name}
          onAct={() => {
            asking.value = 'password'
          }}
        />
        <Act
          label={blocked ? a('unblock') : a('block')}
          of={name}
          onAct={() => {
            if (blocked) changeAccount(id, { blocked: false }).then(again, fail)
            else asking.value = 'block'
          }}
        />
      </div>
      {asking.value === 'block' ? (
        <ReasonDialog
          title={a('block-of', { name })}
          action={a('block')}
          onConfirm={() => changeAccount(id, { blocked: true }).then(again)}
          say={sayRefused}
          onClose={close}
        >
          <p>{a('block-effect')}</p>
        </ReasonDialog>
      ) : null}
      {asking.value === 'password' ? (
        <ReasonDialog
          title={a('reset-of', { name })}
          action={a('reset')}
          onConfirm={async () => tell({ kind: 'password', ...told, secret: (await resetPassword(id)).password })}
          say={sayRefused}
          onClose={close}
        >
          <p>{a('reset-effect')}</p>
        </ReasonDialog>
      ) : null}
    </li>
  )
}

const Act = ({ label, of, onAct }: { label: string; of: string; onAct: () => unknown }) => (
  <button type="button" class="link" aria-label={a('act-of', { act: label, name: of })} onClick={() => void onAct()}>
    {label}
  </button>
)

/** Whom it acts for, where that is not plain from the name. */
function tieOf({ member, organisation }: AccountView, { members, organisations }: Everything) {
  const of = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find(one => one.id === id)?.name ?? id
  const name = organisation === null ? of(members, member) : of(organisations, organisation)
  return name === null ? null : (
    <>
      {' · '}
      <bdi>{name}</bdi>
    </>
  )
}
