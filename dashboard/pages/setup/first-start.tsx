/** The first start: one account, one atelier; whoever made them goes on to bring a station to the first machine. */
import { useSignal } from '@preact/signals'
import { useEffect, useId } from 'preact/hooks'
import type { Setup, SetupView } from '#server/contract/setup.ts'
import { ApiError } from '../../api/client.ts'
import { getSetup, startAtelier } from '../../api/setup.ts'
import { language } from '../../i18n/index.ts'
import { Shuttle } from '../../ui/icons.tsx'
import { sayRefused } from '../../ui/notice.tsx'
import { me } from '../../ui/session.ts'
import { Choices } from '../../ui/settings.tsx'
import { Field } from './field.tsx'
import { emptyMachine, type MachineDraft, Machines } from './machines.tsx'
import { Opening, openingOf } from './opening.tsx'
import { w } from './texts.ts'
import './setup.css'

type Kind = Setup['atelier']['kind']

export function FirstStart() {
  const examples = useSignal<SetupView['examples']>([])
  const kind = useSignal<Kind>('new')
  const machines = useSignal<readonly MachineDraft[]>([emptyMachine()])
  const error = useSignal<string | null>(null)
  const wrong = useSignal<ReadonlyMap<string, string>>(new Map())
  const busy = useSignal(false)
  useEffect(() => {
    getSetup().then(
      view => {
        examples.value = view.examples
      },
      () => {},
    )
  }, [])

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const element = event.currentTarget as HTMLFormElement
    const form = new FormData(element)
    busy.value = true
    error.value = null
    wrong.value = new Map()
    try {
      const reader = await startAtelier(setupOf(form, kind.peek(), machines.peek()))
      history.replaceState(null, '', '/pair')
      me.value = reader
    } catch (failure) {
      wrong.value = wrongOf(failure)
      // What stands beside no field is said at the foot
      const beside = [...wrong.value.keys()].some(name => element.elements.namedItem(name) !== null)
      error.value = beside ? null : sayFailure(failure)
    } finally {
      busy.value = false
    }
  }

  const at = (name: string) => ({ name, wrong: wrong.value.get(name) })
  return (
    <main class="sign-in setup">
      <div class="loom">
        <Shuttle />
      </div>
      <div class="setup-sheet">
        <form class="setup-form" onSubmit={submit}>
          <h1>{w('title')}</h1>
          <p class="sign-in-lead">{w('lead')}</p>
          <Field {...at('code')} label={w('code')} hint={w('code-hint')} value={codeHere()} autocomplete="off" />
          <fieldset>
            <legend>{w('you')}</legend>
            <Field {...at('name')} label={w('name')} autocomplete="name" />
            <Field {...at('email')} label={w('email')} type="email" autocomplete="username" />
            <Field
              {...at('password')}
              label={w('password')}
              hint={w('password-hint')}
              type="password"
              autocomplete="new-password"
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
                <Field {...at('atelier.name')} label={w('atelier-name')} autocomplete="organization" />
                <Field {...at('atelier.timezone')} label={w('timezone')} hint={w('timezone-hint')} value={zoneHere()} />
                <Opening />
                <Machines machines={machines} />
              </>
            )}
          </fieldset>
          <p class="form-error" role="alert">
            {error.value}
          </p>
          <button type="submit" class="button button-wide" aria-disabled={busy.value} disabled={busy.value}>
            {busy.value ? w('starting') : w('start')}
          </button>
        </form>
        <Choices />
      </div>
    </main>
  )
}

function Examples({ examples }: { examples: SetupView['examples'] }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{w('which-example')}</label>
      <select id={id} name="slug">
        {examples.map(({ slug, ...of }) => (
          <option key={slug} value={slug}>
            {w('example-of', of)}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The terminal prints a link that carries it. */
const codeHere = (): string => new URLSearchParams(location.search).get('code') ?? ''

/** A computer that was never told where it stands says UTC. */
function zoneHere(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return timeZone === 'UTC' ? 'Europe/Paris' : timeZone
}

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim()

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

function wrongOf(failure: unknown): Map<string, string> {
  if (!(failure instanceof ApiError)) return new Map()
  return new Map(failure.errors.map(({ path, message }) => [path.replace(/^body\./, ''), message]))
}

const sayFailure = (failure: unknown): string =>
  failure instanceof ApiError && failure.status === 403 && failure.detail !== null
    ? failure.detail
    : sayRefused(failure)
