/** What the dialogs of this page share: a form of one section, and how numbers are read out of it. */
import type { IssuerChange, IssuerSettings, SettingsView } from '#server/contract/settings.ts'
import { changeIssuer } from '../../api/settings.ts'
import { textOf, wrongIn } from '../../ui/form/fields.tsx'
import { FormDialog } from '../../ui/form/form-dialog.tsx'
import type { Wrong } from '../../ui/form/judge.ts'
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
  change: (form: FormData) => IssuerChange
  /** fields that are numbers */
  numbers?: readonly string[]
}

/** Fields are named as in the body, so that what the server refuses is said where it was written. */
export const SectionDialog = ({ issuer, title, children, change, numbers = [], onDone, onClose }: Props) => (
  <FormDialog
    title={title}
    action={s('save')}
    check={noNumbers(numbers)}
    onClose={onClose}
    onSend={async form => onDone(await changeIssuer(issuer.id, change(form)))}
  >
    {children}
  </FormDialog>
)

export const orNull = (form: FormData, name: string): string | null => textOf(form, name) || null

/** `12,15` or `12.15`; null where nothing is written, NaN where it is no number. */
function numberOf(text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f€%]/g, '').replace(',', '.')
  if (plain === '') return null
  return /^\d{1,9}(\.\d{1,4})?$/.test(plain) ? Number(plain) : Number.NaN
}

export const noNumbers =
  (names: readonly string[]) =>
  (form: FormData): Wrong =>
    wrongIn(form, names, text => Number.isNaN(numberOf(text)), s('not-a-number'))

export const numbersIn = <K extends string>(form: FormData, names: readonly K[]): Record<K, number | null> =>
  Object.fromEntries(names.map(name => [name, numberOf(textOf(form, name))])) as Record<K, number | null>

/** Beside what only the accountant can know. */
export const Confirm = () => <p class="confirm">{s('confirm')}</p>
