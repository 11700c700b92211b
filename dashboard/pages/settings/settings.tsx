/** Everything a cooperative must have said before it can invoice, and what it changes once a year. */
import { useSignal } from '@preact/signals'
import type { SettingsView } from '#server/contract/settings.ts'
import { changeIssuer, getSettings } from '../../api/settings.ts'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import { useLoad } from '../../ui/load.ts'
import { Failure, Waiting } from '../../ui/notice.tsx'
import { freeId } from '../people/free-id.ts'
import { Issuer } from './issuer.tsx'
import { Payers } from './payers.tsx'
import { Site } from './site.tsx'
import { s } from './texts.ts'
import './settings.css'

export function Settings() {
  const loaded = useLoad('settings', getSettings)
  /** what the last change made of it: nothing is asked twice */
  const after = useSignal<SettingsView | null>(null)
  const all = after.value ?? loaded.value
  return (
    <article class="issuing">
      <header class="month-head">
        <h1>{s('title')}</h1>
        <p class="hint">{s('lead')}</p>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : all === null ? (
        <Waiting height_rem={60} />
      ) : (
        <Everything
          all={all}
          onDone={changed => {
            after.value = changed
          }}
        />
      )}
    </article>
  )
}

function Everything({ all, onDone }: { all: SettingsView; onDone: (after: SettingsView) => void }) {
  const adding = useSignal(false)
  return (
    <>
      {all.issuers.map(issuer => (
        <Issuer key={issuer.id} {...{ issuer, all, onDone }} />
      ))}
      <button
        type="button"
        class="link"
        onClick={() => {
          adding.value = true
        }}
      >
        {s('add-issuer')}
      </button>
      <Payers payers={all.payers} />
      <Site all={all} onDone={onDone} />
      {adding.value ? (
        <FormDialog
          title={s('add-issuer')}
          action={s('add')}
          onClose={() => {
            adding.value = false
          }}
          onSend={async form => {
            const name = textOf(form, 'name')
            const taken = all.issuers.map(({ id }) => id)
            onDone(await changeIssuer(freeId(name, taken), { name }))
          }}
        >
          <p class="hint">{s('add-issuer-hint')}</p>
          <Field name="name" label={s('name')} required />
        </FormDialog>
      ) : null}
    </>
  )
}
