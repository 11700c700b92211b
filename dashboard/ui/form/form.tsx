/**
 * Every form of the dashboard. One that is refused, here or by the server, keeps what was written, says beside each field what to
 * write instead, and brings the focus to the first of them (WCAG 3.3.1, 3.3.3; technique ARIA21).
 */
import { type Signal, signal } from '@preact/signals'
import { type ComponentChildren, createContext } from 'preact'
import { useContext, useId, useMemo } from 'preact/hooks'
import { ApiError } from '../../api/client.ts'
import { t } from '../../i18n/index.ts'
import { sayRefused } from '../notice.tsx'
import { type Control, type OwnWords, placed, WHOLE, type Wrong, wrongWith } from './judge.ts'

type Sheet = {
  wrong: Signal<Wrong>
  /** fields that were changed since: what was wrong with them may no longer be */
  touched: Signal<ReadonlySet<string>>
  /** of the form as a whole, at its foot */
  said: Signal<string | null>
  /** what is said there is how many fields are wrong, and no more */
  counted: Signal<boolean>
  busy: Signal<boolean>
  own: Map<string, OwnWords>
}
const Here = createContext<Sheet | null>(null)
const UNTOUCHED: ReadonlySet<string> = new Set()
const emptySheet = (): Sheet => ({
  ...{ wrong: signal({}), touched: signal(UNTOUCHED), said: signal(null), counted: signal(false) },
  ...{ busy: signal(false), own: new Map() },
})

type Props = {
  children: ComponentChildren
  class?: string
  id?: string
  /** what is wrong with what is written, by field; absent or empty: it may be sent */
  check?: ((form: FormData) => Wrong | null) | undefined
  onSend: (form: FormData) => Promise<unknown>
  /** words for a refusal of the whole */
  say?: ((failure: unknown) => string) | undefined
  /** for a refusal that only this form knows the place of */
  place?: (failure: unknown) => Wrong | null
  /** what was just written, and where */
  onInput?: (name: string, value: string) => void
}

const controlsOf = (form: HTMLFormElement) =>
  [...form.elements].filter(each => 'validity' in each && 'name' in each) as (HTMLInputElement & Control)[]

/** What its fields tell by themselves; what they may be together is asked only of a form that is filled in. */
function judged(form: HTMLFormElement, own: Sheet['own'], check: Props['check']): Wrong {
  const found = controlsOf(form).flatMap(control => {
    const sentence = wrongWith(control, own.get(control.name))
    return sentence === null ? [] : [[control.name, sentence] as const]
  })
  return found.length > 0 ? Object.fromEntries(found) : (check?.(new FormData(form)) ?? {})
}

/** Its message is drawn first: whoever hears the page hears it with the field. */
function bringTo(field: HTMLElement): void {
  const folded = field.closest('details')
  if (folded !== null) folded.open = true
  setTimeout(() => {
    field.focus()
    if (field instanceof HTMLInputElement && field.type === 'password') field.select()
  })
}

export function Form({ children, check, onSend, say = sayRefused, place, onInput, ...given }: Props) {
  const sheet = useMemo(emptySheet, [])
  const { wrong, touched, said, counted, busy, own } = sheet
  const refuse = (form: HTMLFormElement, found: Wrong, whole: string | null) => {
    const at = controlsOf(form).filter(({ name }) => name !== WHOLE && found[name] !== undefined)
    const names = new Set(at.map(({ name }) => name))
    const elsewhere = Object.entries(found).flatMap(([name, sentence]) => (names.has(name) ? [] : [sentence]))
    wrong.value = found
    touched.value = UNTOUCHED
    // One field that is wrong has the focus, and says why
    const several = names.size > 1 ? [t('form.fields', { count: names.size })] : []
    said.value = at.length === 0 ? (whole ?? elsewhere.join(' ')) : [...several, ...elsewhere].join(' ')
    counted.value = several.length > 0 && elsewhere.length === 0
    if (at[0] !== undefined) bringTo(at[0])
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy.peek()) return
    const form = event.currentTarget as HTMLFormElement
    const found = judged(form, own, check)
    if (Object.keys(found).length > 0) {
      refuse(form, found, null)
      return
    }
    busy.value = true
    wrong.value = {}
    said.value = null
    try {
      await onSend(new FormData(form))
    } catch (failure) {
      const names = new Set(controlsOf(form).map(({ name }) => name))
      const told = failure instanceof ApiError ? placed(failure.errors, names, own) : {}
      refuse(form, place?.(failure) ?? told, say(failure))
    } finally {
      busy.value = false
    }
  }
  const change = (event: Event) => {
    const { name, value } = event.target as HTMLInputElement
    if (wrong.peek()[name] !== undefined) touched.value = new Set([...touched.peek(), name])
    if (counted.peek() && Object.keys(wrong.peek()).every(one => touched.peek().has(one))) said.value = null
    onInput?.(name, value)
  }
  return (
    <form {...given} onSubmit={submit} onInput={change} noValidate>
      <Here.Provider value={sheet}>{children}</Here.Provider>
    </form>
  )
}

function useSheet(): Sheet {
  const sheet = useContext(Here)
  if (sheet === null) throw new Error('a field stands in a form')
  return sheet
}

type Asked = OwnWords & { hint?: boolean; id?: string | undefined }

/** How a field stands in its form: what it is called, what describes it, and what is wrong with it. */
export function useField(name: string, { hint = false, id: named, ...words }: Asked = {}) {
  const own_id = useId()
  const id = named ?? own_id
  const { wrong, touched, own } = useSheet()
  own.set(name, words)
  const message = wrong.value[name]
  const is_wrong = message !== undefined && !touched.value.has(name)
  const described = [...(is_wrong ? [`${id}-wrong`] : []), ...(hint ? [`${id}-hint`] : [])].join(' ')
  const at = {
    ...{ id, name },
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(is_wrong ? { 'aria-invalid': true } : {}),
  } as const
  return { id, at, message, is_wrong }
}

/** Beside the field: what to write instead. Put right it is no longer said, and keeps its room: nothing jumps under the hand. */
export const Said = ({ of: { id, message, is_wrong } }: { of: ReturnType<typeof useField> }) =>
  message === undefined ? null : (
    <p class="form-error" id={`${id}-wrong`} data-righted={!is_wrong}>
      {message}
    </p>
  )

/** At the foot of the form: what is said of all of it. */
export const Refusal = () => (
  <p class="form-error" role="alert">
    {useSheet().said.value}
  </p>
)

type SendProps = { action: string; busy?: string; class?: string; disabled?: boolean }

/** Pressed twice it is sent once; it keeps the focus while it waits. */
export function Send({ action, busy: meanwhile = action, class: kind = 'button', disabled = false }: SendProps) {
  const busy = useSheet().busy.value
  return (
    <button type="submit" class={kind} aria-disabled={busy} disabled={disabled}>
      {busy ? meanwhile : action}
    </button>
  )
}
