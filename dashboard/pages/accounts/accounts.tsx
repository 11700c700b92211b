/** Who signs in, as what, for whom: added, invited, changed and blocked without a terminal. */
import { useSignal } from '@preact/signals'
import type { AccountView } from '#server/contract/api.ts'
import { listAccounts } from '../../api/accounts.ts'
import { listMembers, listOrganisations } from '../../api/people.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { Row } from './row.tsx'
import { TellDialog, type Told } from './tell-dialog.tsx'
import { a } from './texts.ts'
import './accounts.css'

async function everything() {
  const [accounts, members, organisations] = await Promise.all([listAccounts(), listMembers(), listOrganisations()])
  return { accounts: accounts.items, members, organisations }
}
export type Everything = Awaited<ReturnType<typeof everything>>

export function Accounts() {
  const loaded = useLoad('accounts', everything)
  /** null: a new one; undefined: none is being written */
  const editing = useSignal<AccountView | null | undefined>(undefined)
  const told = useSignal<Told | null>(null)
  const tell = (what: Told) => {
    told.value = what
    loaded.again()
  }
  return (
    <article class="accounts">
      <header class="month-head">
        <h1>{a('title')}</h1>
        <button
          type="button"
          class="button"
          disabled={loaded.value === null}
          onClick={() => {
            editing.value = null
          }}
        >
          {a('add')}
        </button>
        <p class="hint">{a('lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={40} />
      ) : (
        <>
          <ul class="accounts-list">
            {loaded.value.accounts.map(account => (
              <Row
                key={account.id}
                {...{ account, all: loaded.value as Everything, again: loaded.again, tell }}
                onEdit={() => {
                  editing.value = account
                }}
              />
            ))}
          </ul>
          {editing.value === undefined ? null : (
            <AccountDialog
              before={editing.value}
              all={loaded.value}
              onTell={tell}
              onDone={loaded.again}
              onClose={() => {
                editing.value = undefined
              }}
            />
          )}
        </>
      )}
      {told.value === null ? null : (
        <TellDialog
          told={told.value}
          onClose={() => {
            told.value = null
          }}
        />
      )}
    </article>
  )
}
