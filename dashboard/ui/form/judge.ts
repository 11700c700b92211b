/** What is wrong with a field before it is sent, and where what the server said of it belongs (WCAG 3.3.1, 3.3.3). */
import { type BaseKey, t } from '../../i18n/index.ts'

/** By the field's name; under no name: of the form as a whole. */
export type Wrong = Readonly<Record<string, string>>
export const WHOLE = ''

/** What a field can say of itself better than the house does: nothing stands in it, or the server refused what does. */
export type OwnWords = { missing?: string | undefined; wrong?: string | undefined }

type Flaw = keyof Omit<ValidityState, 'valid'>
export type Control = {
  type: string
  name: string
  value: string
  required?: boolean
  validity: Partial<Record<Flaw, boolean>>
  willValidate: boolean
  min?: string
  max?: string
  minLength?: number
}

const MISSING: Record<string, BaseKey> = {
  checkbox: 'form.missing-tick',
  date: 'form.missing-date',
  time: 'form.missing-time',
  month: 'form.missing-month',
  number: 'form.number',
  'select-one': 'form.missing-choice',
}

/** White space is nothing written: a browser takes it for something. */
const isEmpty = ({ type, value, required = false }: Control): boolean =>
  required && type !== 'password' && type !== 'checkbox' && type !== 'radio' && value.trim() === ''

/** The browser judges, and Navette says it: a browser speaks the language it was installed in, in a bubble that goes away. */
export function wrongWith(control: Control, own: OwnWords = {}): string | null {
  const { type, validity, min = '', max = '', minLength = 0 } = control
  if (!control.willValidate) return null
  if (validity.valueMissing || isEmpty(control)) return own.missing ?? t(MISSING[type] ?? 'form.missing')
  if (validity.badInput) return t(MISSING[type] ?? 'form.number')
  if (validity.rangeUnderflow) return t('form.least', { min })
  if (validity.rangeOverflow) return t('form.most', { max })
  if (validity.stepMismatch) return t('form.whole')
  if (validity.tooShort) return t('form.short', { count: minLength })
  if (validity.typeMismatch) return t('form.email')
  if (validity.patternMismatch) return own.wrong ?? t(MISSING[type] ?? 'form.missing-month')
  return null
}

type Said = { path: string; message: string }

/** `body.contact.iban` is said at the field `contact.iban`, or at `contact` where one field holds all of it. */
function fieldOf(path: string, names: ReadonlySet<string>): string {
  const steps = path.replace(/^body\./, '').split('.')
  const held = steps.map((_, i) => steps.slice(0, steps.length - i).join('.'))
  return held.find(name => names.has(name)) ?? WHOLE
}

/** What the server said, each at its field; what belongs to none is said of the whole. */
export function placed(
  errors: readonly Said[],
  names: ReadonlySet<string>,
  own: ReadonlyMap<string, OwnWords> = new Map(),
): Wrong {
  const wrong: Record<string, string> = {}
  for (const { path, message } of errors) {
    const name = fieldOf(path, names)
    const said = own.get(name)?.wrong ?? t('error.said', { detail: message })
    wrong[name] = wrong[name] === undefined || wrong[name] === said ? said : `${wrong[name]} ${said}`
  }
  return wrong
}
