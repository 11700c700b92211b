/** Behind an invitation's link: its owner chooses a password, and is in. */
import { acceptInvitation } from '../../api/accounts.ts'
import { Field } from '../../ui/form/fields.tsx'
import { Form, Refusal, Send } from '../../ui/form/form.tsx'
import { me } from '../../ui/session.ts'
import { Choices } from '../../ui/settings.tsx'
import { a } from './texts.ts'
import './accounts.css'

const CHARS_MIN = 8

export function Welcome() {
  const enter = async (form: FormData) => {
    const reader = await acceptInvitation(location.hash.slice(1), String(form.get('password') ?? ''))
    // The link is spent: it stays neither in the address nor in the history
    history.replaceState(null, '', '/')
    me.value = reader
  }
  return (
    <main class="welcome">
      <h1>{a('welcome')}</h1>
      <p>{a('welcome-lead')}</p>
      <Form onSend={enter}>
        <Field
          name="password"
          type="password"
          label={a('password')}
          hint={a('password-hint')}
          autocomplete="new-password"
          chars_min={CHARS_MIN}
          length_max={128}
          required
        />
        <Refusal />
        <Send class="button button-wide" action={a('enter')} />
      </Form>
      {/* who was invited has said nowhere yet what they read */}
      <Choices />
    </main>
  )
}
