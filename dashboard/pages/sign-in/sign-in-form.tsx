/** Address and password: on the page that signs in, and over a page whose session has ended. */
import type { ComponentChildren } from 'preact'
import type { Me } from '#server/contract/api.ts'
import { ApiError } from '../../api/client.ts'
import { login } from '../../api/endpoints.ts'
import { t } from '../../i18n/index.ts'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { Form, Refusal, Send } from '../../ui/form/form.tsx'
import { sayError } from '../../ui/notice.tsx'
import './sign-in.css'

/** Which of the two is wrong is told to nobody. */
const mismatches = (failure: unknown): boolean => failure instanceof ApiError && [400, 401].includes(failure.status)

function sayRefusal(error: unknown): string {
  if (mismatches(error)) return t('sign-in.wrong')
  if (error instanceof ApiError && error.status === 429) return t('sign-in.too-many')
  return sayError(error)
}

/** `known`: whose address stands there already. `children`: what may be done instead. */
type Props = { known?: string; onSigned: (reader: Me) => void; children?: ComponentChildren }

export function SignInForm({ known = '', onSigned, children }: Props) {
  const sign = async (form: FormData) => onSigned(await login(textOf(form, 'email'), String(form.get('password'))))
  return (
    <Form
      onSend={sign}
      say={sayRefusal}
      place={failure => (mismatches(failure) ? { password: sayRefusal(failure) } : null)}
    >
      <Field
        id="email"
        name="email"
        type="email"
        label={t('sign-in.email')}
        value={known}
        autocomplete="username"
        required
      />
      <Field
        id="password"
        name="password"
        type="password"
        label={t('sign-in.password')}
        hint={t('sign-in.forgotten')}
        autocomplete="current-password"
        required
        missing={t('sign-in.missing')}
      />
      <Refusal />
      <Send class="button button-wide" action={t('sign-in.submit')} busy={t('sign-in.submitting')} />
      {children}
    </Form>
  )
}
