/** The hours of an ordinary week, a line for each span; without a line it is always open. */
import { useSignal } from '@preact/signals'
import type { SettingsView, SiteSettings } from '#server/contract/settings.ts'
import { changeSite } from '../../api/settings.ts'
import { Field, textOf } from '../../ui/form/fields.tsx'
import { Said, useField } from '../../ui/form/form.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
import { dayName } from './say.ts'
import { s } from './texts.ts'

type Props = { site: SiteSettings; onDone: (after: SettingsView) => void; onClose: () => void }
type Span = NonNullable<SiteSettings['opening']>[number]
const DAYS = [1, 2, 3, 4, 5, 6, 7]

export function OpeningDialog({ site, onDone, onClose }: Props) {
  const lines = useSignal<(Span | null)[]>(site.opening ?? [])
  return (
    <FormDialog
      title={s('opening')}
      action={s('save')}
      check={form => openingOf(form, lines.peek().length).wrong}
      onClose={onClose}
      onSend={async form => onDone(await changeSite({ opening: openingOf(form, lines.peek().length).spans }))}
    >
      <p class="hint">{s('opening-hint')}</p>
      {lines.value.map((line, i) => (
        // A line is its place: only the last is ever added
        <fieldset class="people-form" key={i}>
          <legend>{s('opening-line', { n: i + 1 })}</legend>
          <Days name={`day-${i}`} chosen={line?.days ?? []} />
          <div class="issuing-pair">
            <Field name={`opening.${i}.from`} label={s('from')} value={line?.from ?? ''} />
            <Field name={`opening.${i}.to`} label={s('to')} value={line?.to ?? ''} />
          </div>
        </fieldset>
      ))}
      <button
        type="button"
        class="link"
        onClick={() => {
          lines.value = [...lines.value, null]
        }}
      >
        {s('opening-more')}
      </button>
    </FormDialog>
  )
}

function Days({ name, chosen }: { name: string; chosen: readonly number[] }) {
  const field = useField(name)
  const { id: _, ...at } = field.at
  return (
    <>
      <div class="issuing-days">
        {DAYS.map(day => (
          <label key={day}>
            <input type="checkbox" {...at} value={day} defaultChecked={chosen.includes(day)} />
            {dayName(day)}
          </label>
        ))}
      </div>
      <Said of={field} />
    </>
  )
}

/** A line without days and hours is none. */
function openingOf(form: FormData, lines: number): { spans: Span[] | null; wrong: Wrong } {
  const spans: Span[] = []
  const wrong: Record<string, string> = {}
  for (let i = 0; i < lines; i++) {
    const days = form.getAll(`day-${i}`).map(Number)
    const [from, to] = [clockOf(textOf(form, `opening.${i}.from`)), clockOf(textOf(form, `opening.${i}.to`))]
    const empty = days.length === 0 && from === '' && to === ''
    if (empty) continue
    if (days.length === 0) wrong[`day-${i}`] = s('opening-days')
    if (!from) wrong[`opening.${i}.from`] = s('opening-time')
    if (!to) wrong[`opening.${i}.to`] = s('opening-time')
    if (from && to) spans.push({ days, from, to })
  }
  return { spans: spans.length === 0 ? null : spans, wrong }
}

/** `9:00`, `9h30`, `24:00`; empty where nothing is written, null where it is no time. */
function clockOf(text: string): string | null {
  if (text === '') return ''
  const found = /^(\d{1,2})\s?[:hH]\s?(\d{2})?$/.exec(text)
  const [hours, minutes] = [Number(found?.[1]), Number(found?.[2] ?? 0)]
  if (found === null || minutes > 59 || hours * 60 + minutes > 1_440) return null
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
