/** Behind an invitation's link: its owner chooses a password, and is in. */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { acceptInvitation } from '../../api/accounts.ts'
import { sayRefused } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { Choices } from '../../ui/settings.tsx'
import { a } from './texts.ts'
import './accounts.css'

const CHARS_MIN = 8

export function Welcome() {
  const id = useId()
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget as HTMLFormElement).get('password') ?? '')
    busy.value = true
    try {
      const reader = await acceptInvitation(location.hash.slice(1), password)
      // The link is spent: it stays neither in the address nor in the history
      history.replaceState(null, '', '/')
      me.value = reader
    } catch (failure) {
      busy.value = false
      error.value = sayRefused(failure)
    }
  }
  return (
    <main class="welcome">
      <h1>{a('welcome')}</h1>
      <p>{a('welcome-lead')}</p>
      <form onSubmit={submit}>
        <div class="field">
          <label for={id}>{a('password')}</label>
          <input
            id={id}
            name="password"
            type="password"
            autocomplete="new-password"
            minLength={CHARS_MIN}
            maxLength={128}
            required
            aria-describedby={`${id}-hint`}
          />
          <p class="hint" id={`${id}-hint`}>
            {a('password-hint')}
          </p>
        </div>
        <p class="form-error" role="alert">
          {error.value}
        </p>
        <button type="submit" class="button button-wide" disabled={busy.value}>
          {a('enter')}
        </button>
      </form>
      {/* who was invited has said nowhere yet what they read */}
      <Choices />
    </main>
  )
}
