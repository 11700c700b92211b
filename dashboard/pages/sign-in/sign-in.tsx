import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { ApiError } from '../../api/client.ts'
import { getMe, login } from '../../api/endpoints.ts'
import { t } from '../../i18n/index.ts'
import { Shuttle } from '../../ui/icons.tsx'
import { sayError } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { Choices } from '../../ui/settings.tsx'
import './sign-in.css'

function sayRefusal(error: unknown): string {
  if (error instanceof ApiError && (error.status === 401 || error.status === 400)) return t('sign-in.wrong')
  if (error instanceof ApiError && error.status === 429) return t('sign-in.too-many')
  return sayError(error)
}

export function SignIn() {
  const error = useSignal<string | null>(null)
  const busy = useSignal(false)
  const email = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)

  const submit = async (event: Event) => {
    event.preventDefault()
    const [address, secret] = [email.current?.value.trim() ?? '', password.current?.value ?? '']
    if (address === '' || secret === '') {
      error.value = t('sign-in.missing')
      ;(address === '' ? email : password).current?.focus()
      return
    }
    busy.value = true
    error.value = null
    try {
      await login(address, secret)
      me.value = await getMe()
    } catch (refusal) {
      error.value = sayRefusal(refusal)
      password.current?.select()
    } finally {
      busy.value = false
    }
  }

  return (
    <main class="sign-in">
      <div class="loom">
        <Shuttle />
      </div>
      <div class="sign-in-sheet">
        <h1>{t('sign-in.title')}</h1>
        <p class="sign-in-lead">{t('sign-in.lead')}</p>
        <form onSubmit={submit} noValidate>
          <div class="field">
            <label for="email">{t('sign-in.email')}</label>
            <input
              id="email"
              ref={email}
              type="email"
              name="email"
              autocomplete="username"
              inputMode="email"
              required
              aria-describedby="sign-in-error"
              aria-invalid={error.value !== null}
            />
          </div>
          <div class="field">
            <label for="password">{t('sign-in.password')}</label>
            <input
              id="password"
              ref={password}
              type="password"
              name="password"
              autocomplete="current-password"
              required
              aria-describedby="sign-in-error"
              aria-invalid={error.value !== null}
            />
          </div>
          <p class="form-error" id="sign-in-error" role="alert">
            {error.value}
          </p>
          <button type="submit" class="button button-wide" aria-disabled={busy.value}>
            {busy.value ? t('sign-in.submitting') : t('sign-in.submit')}
          </button>
        </form>
        <Choices />
      </div>
    </main>
  )
}
