import { t } from '../../i18n/index.ts'
import { Shuttle } from '../../ui/icons.tsx'
import { me } from '../../ui/session.ts'
import { Choices } from '../../ui/settings.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Whoever read the code on a machine with a phone nobody signed in on: what for, and what to do without an account. */
const AT_MACHINE = /^\/machines\/./

export const SignIn = () => (
  <main class="sign-in">
    <div class="loom">
      <Shuttle />
    </div>
    <div class="sign-in-sheet">
      <h1>{t('sign-in.title')}</h1>
      <p class="sign-in-lead">{t(AT_MACHINE.test(location.pathname) ? 'sign-in.at-machine' : 'sign-in.lead')}</p>
      <SignInForm
        onSigned={reader => {
          me.value = reader
        }}
      />
      <Choices />
    </div>
  </main>
)
