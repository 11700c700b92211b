/** Address and password: on the page that signs in, and over a page whose session has ended. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { Me } from '#server/contract/api.ts'
import { ApiError } from '../../api/client.ts'
import { login } from '../../api/endpoints.ts'
import { t } from '../../i18n/index.ts'
import { sayError } from '../../ui/notice.tsx'
import './sign-in.css'

function sayRefusal(error: unknown): string {
  if (error instanceof ApiError && (error.status === 401 || error.status === 400)) return t('sign-in.wrong')
  if (error instanceof ApiError && error.status === 429) return t('sign-in.too-many')
  return sayError(error)
}

/** `known`: whose address stands there already. `children`: what may be done instead. */
type Props = { known?: string; onSigned: (reader: Me) => void; children?: ComponentChildren }

export function SignInForm({ known = '', onSigned, children }: Props) {
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
      onSigned(await login(address, secret))
    } catch (refusal) {
      error.value = sayRefusal(refusal)
      password.current?.select()
    } finally {
      busy.value = false
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <div class="field">
        <label for="email">{t('sign-in.email')}</label>
        <input
          id="email"
          ref={email}
          type="email"
          defaultValue={known}
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
      {children}
    </form>
  )
}
