/** The first start: one account, one atelier; whoever made them goes on to bring a station to the first machine. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Setup, SetupView } from '#server/contract/setup.ts'
import { ApiError } from '../../api/client.ts'
import { getSetup, startAtelier } from '../../api/setup.ts'
import { language } from '../../i18n/index.ts'
import { Choice, Field, textOf } from '../../ui/form/fields.tsx'
import { Form, Refusal, Send } from '../../ui/form/form.tsx'
import { Shuttle } from '../../ui/icons.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { Choices } from '../../ui/settings.tsx'
import { emptyMachine, type MachineDraft, Machines } from './machines.tsx'
import { Opening, openingOf } from './opening.tsx'
import { w } from './texts.ts'
import './setup.css'

const PASSWORD_CHARS_MIN = 8
type Kind = Setup['atelier']['kind']

export function FirstStart() {
  const examples = useSignal<SetupView['examples']>([])
  const kind = useSignal<Kind>('new')
  const machines = useSignal<readonly MachineDraft[]>([emptyMachine()])
  useEffect(() => {
    getSetup().then(
      view => {
        examples.value = view.examples
      },
      () => {},
    )
  }, [])

  const start = async (form: FormData) => {
    const reader = await startAtelier(setupOf(form, kind.peek(), machines.peek()))
    history.replaceState(null, '', '/pair')
    me.value = reader
  }
  return (
    <main class="sign-in setup">
      <div class="loom">
        <Shuttle />
      </div>
      <div class="setup-sheet">
        <Form class="setup-form" onSend={start} say={sayFailure}>
          <h1>{w('title')}</h1>
          <p class="sign-in-lead">{w('lead')}</p>
          <Field name="code" label={w('code')} hint={w('code-hint')} value={codeHere()} required />
          <fieldset>
            <legend>{w('you')}</legend>
            <Field name="name" label={w('name')} autocomplete="name" required />
            <Field name="email" label={w('email')} type="email" autocomplete="username" required />
            <Field
              name="password"
              label={w('password')}
              hint={w('password-hint')}
              type="password"
              autocomplete="new-password"
              chars_min={PASSWORD_CHARS_MIN}
              length_max={128}
              required
            />
          </fieldset>
          <fieldset>
            <legend>{w('atelier')}</legend>
            <div class="setup-kinds">
              {(['new', 'example'] as const).map(each => (
                <label key={each}>
                  <input
                    type="radio"
                    name="kind"
                    value={each}
                    checked={kind.value === each}
                    onChange={() => {
                      kind.value = each
                    }}
                  />
                  {w(each)}
                </label>
              ))}
            </div>
            {kind.value === 'example' ? (
              <Examples examples={examples.value} />
            ) : (
              <>
                <Field name="atelier.name" label={w('atelier-name')} autocomplete="organization" required />
                <Field
                  name="atelier.timezone"
                  label={w('timezone')}
                  hint={w('timezone-hint')}
                  value={zoneHere()}
                  required
                />
                <Opening />
                <Machines machines={machines} />
              </>
            )}
          </fieldset>
          <Refusal />
          <Send class="button button-wide" action={w('start')} busy={w('starting')} />
        </Form>
        <Choices />
      </div>
    </main>
  )
}

const Examples = ({ examples }: { examples: SetupView['examples'] }) => (
  <Choice
    name="slug"
    label={w('which-example')}
    options={examples.map(({ slug, ...of }) => ({ id: slug, name: w('example-of', of) }))}
  />
)

/** The terminal prints a link that carries it. */
const codeHere = (): string => new URLSearchParams(location.search).get('code') ?? ''

/** A computer that was never told where it stands says UTC. */
function zoneHere(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return timeZone === 'UTC' ? 'Europe/Paris' : timeZone
}

function setupOf(form: FormData, kind: Kind, machines: readonly MachineDraft[]): Setup {
  const account = {
    code: textOf(form, 'code'),
    name: textOf(form, 'name'),
    email: textOf(form, 'email'),
    password: String(form.get('password') ?? ''),
  }
  if (kind === 'example') return { ...account, atelier: { kind, slug: textOf(form, 'slug') } }
  const named = machines.filter(({ name }) => name.trim() !== '')
  return {
    ...account,
    atelier: {
      kind,
      name: textOf(form, 'atelier.name'),
      timezone: textOf(form, 'atelier.timezone'),
      language: language.peek(),
      opening: openingOf(form),
      machines: named.map(({ name, kind, trained }) => ({ name, kind: kind.trim() === '' ? name : kind, trained })),
    },
  }
}

const sayFailure = (failure: unknown): string =>
  failure instanceof ApiError && failure.status === 403 && failure.detail !== null
    ? failure.detail
    : sayRefused(failure)
