/** What the dialogs of this page share: a form of one section, and how numbers are read out of it. */
import type { IssuerChange, IssuerSettings, SettingsView } from '#server/contract/settings.ts'
import { changeIssuer } from '../../api/settings.ts'
import { FormDialog, textOf } from '../people/form-dialog.tsx'
import { s } from './texts.ts'

export type SectionProps = {
  issuer: IssuerSettings
  all: SettingsView
  onDone: (after: SettingsView) => void
  onClose: () => void
}

type Props = Omit<SectionProps, 'all'> & {
  title: string
  children: preact.ComponentChildren
  /** null: a number is no number */
  change: (form: FormData) => IssuerChange | null
}

/** Fields are named as in the body, so that what the server refuses is said where it was written. */
export const SectionDialog = ({ issuer, title, children, change, onDone, onClose }: Props) => (
  <FormDialog
    title={title}
    action={s('save')}
    check={form => (change(form) === null ? s('not-a-number') : null)}
    onClose={onClose}
    onSend={async form => onDone(await changeIssuer(issuer.id, change(form) ?? {}))}
  >
    {children}
  </FormDialog>
)

export const orNull = (form: FormData, name: string): string | null => textOf(form, name) || null

/** `12,15` or `12.15`; null where nothing is written, NaN where it is no number. */
export function numberIn(form: FormData, name: string): number | null {
  const text = textOf(form, name)
    .replaceAll(/[\s\u00a0\u202f€%]/g, '')
    .replace(',', '.')
  if (text === '') return null
  return /^\d{1,9}(\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN
}

/** Null as soon as one of them is no number, or is missing where it must not be. */
export function numbersIn<K extends string>(
  form: FormData,
  names: readonly K[],
  needed: readonly K[] = [],
): Record<K, number | null> | null {
  const found = names.map(name => [name, numberIn(form, name)] as const)
  const wrong = found.some(([name, value]) => Number.isNaN(value) || (value === null && needed.includes(name)))
  return wrong ? null : (Object.fromEntries(found) as Record<K, number | null>)
}

/** Beside what only the accountant can know. */
export const Confirm = () => <p class="confirm">{s('confirm')}</p>
