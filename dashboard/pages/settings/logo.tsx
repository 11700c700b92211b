/** The picture at the head of the next documents. What is out keeps the one it was issued with. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { IssuerSettings, SettingsView } from '#server/contract/settings.ts'
import { logoUrl, putLogo, removeLogo } from '../../api/settings.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { s } from './texts.ts'

type Props = { issuer: IssuerSettings; onDone: (after: SettingsView) => void }

export function Logo({ issuer, onDone }: Props) {
  const id = useId()
  const error = useSignal<string | null>(null)
  const run = (deed: Promise<unknown>) => {
    error.value = null
    deed.then(
      after => onDone(after as SettingsView),
      (failure: unknown) => {
        error.value = sayRefused(failure)
      },
    )
  }
  return (
    <li class="setting">
      <h3>{s('logo')}</h3>
      <div>
        {issuer.logo === null ? (
          <p>{s('no-logo')}</p>
        ) : (
          <img class="setting-logo" src={logoUrl(issuer.id, issuer.logo)} alt={s('logo-of', { name: issuer.name })} />
        )}
        <p class="hint">{s('logo-hint')}</p>
        <p class="form-error" role="alert">
          {error.value}
        </p>
      </div>
      <div class="setting-acts">
        <label class="button-quiet" for={id}>
          {s('logo-choose')}
        </label>
        <input
          id={id}
          class="sr"
          type="file"
          accept="image/svg+xml,image/png,image/jpeg"
          onChange={event => {
            const [picture] = event.currentTarget.files ?? []
            if (picture !== undefined) run(putLogo(issuer.id, picture))
            event.currentTarget.value = ''
          }}
        />
        {issuer.logo === null ? null : (
          <button type="button" class="link" onClick={() => run(removeLogo(issuer.id))}>
            {s('logo-remove')}
          </button>
        )}
      </div>
    </li>
  )
}
