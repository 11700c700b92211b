/** The charter in force, for everybody who works here; whoever runs the atelier writes the next version. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { CharterView } from '#server/contract/charter.ts'
import { getCharter, putCharter } from '../../api/charter.ts'
import { useLoad } from '../../ui/load.ts'
import { Failure, Notice, sayRefused, Waiting } from '../../ui/notice.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { me } from '../../ui/session.ts'
import { useSubject } from '../../ui/title.ts'
import { CharterText } from './charter-text.tsx'
import { c } from './texts.ts'
import './charter.css'

export function Charter() {
  const loaded = useLoad('charter', getCharter)
  useSubject(c('title'))
  const writes = me.value?.role === 'manager'
  return (
    <article class="charter">
      <header class="month-head">
        <h1>{c('title')}</h1>
      </header>
      {loaded.is === 'failed' ? (
        <Failure error={loaded.error} again={loaded.again} />
      ) : loaded.value === null ? (
        <Waiting height_rem={30} />
      ) : (
        <>
          {loaded.value.current === null ? (
            <Notice title={c('none')} {...(writes ? { hint: c('none-hint') } : {})} />
          ) : (
            <CharterText charter={loaded.value.current} />
          )}
          {writes ? <Write key={loaded.value.current?.id} current={loaded.value.current} again={loaded.again} /> : null}
        </>
      )}
    </article>
  )
}

function Write({ current, again }: { current: CharterView | null; again: () => void }) {
  const text = useSignal(current?.text ?? '')
  const asking = useSignal(false)
  const id = useId()
  return (
    <details class="charter-write">
      <summary>{c('edit')}</summary>
      <div class="field">
        <label for={id}>{c('text')}</label>
        <textarea
          id={id}
          rows={16}
          maxLength={20_000}
          value={text.value}
          onInput={event => {
            text.value = event.currentTarget.value
          }}
        />
        <p class="hint">{c('text-hint')}</p>
      </div>
      <button
        type="button"
        class="button"
        disabled={text.value.trim() === '' || text.value.trim() === current?.text}
        onClick={() => {
          asking.value = true
        }}
      >
        {c('put')}
      </button>
      {asking.value ? (
        <ReasonDialog
          title={c('put-title')}
          action={c('put')}
          say={sayRefused}
          onConfirm={() => putCharter(text.value).then(again)}
          onClose={() => {
            asking.value = false
          }}
        >
          <p>{c('put-effect', { version: (current?.version ?? 0) + 1 })}</p>
        </ReasonDialog>
      ) : null}
    </details>
  )
}
