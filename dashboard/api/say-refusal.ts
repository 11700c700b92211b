/** A problem of the server in French, by its codes; what has none keeps the server's own words. */
import type { Problem } from '#server/contract/api.ts'
import { LOCALE, ordinal } from '../i18n/format.ts'
import { fill, SINGLE } from '../i18n/phrase.ts'
import { fr } from '../i18n/refusals.ts'

type Params = Problem['params']
type Told = Partial<Problem>

const DATES = { 7: { month: 'long', year: 'numeric' }, 10: { dateStyle: 'long' } } as const

/** `2026-10` is octobre 2026, and `2026-10-03` le 3: whatever is no date is said as it is. */
function say(value: string | number): string {
  if (typeof value === 'number' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return String(value)
  const format = DATES[value.length === 7 ? 7 : 10]
  return ordinal(new Intl.DateTimeFormat(LOCALE.fr, { ...format, timeZone: 'UTC' }).format(Date.parse(value)), 'fr')
}

const wordOf = (params: Params) => (name: string) => (params[name] === undefined ? undefined : say(params[name]))

const french = (code: string | undefined, params: Params | undefined): string | null => {
  const sentence = code === undefined ? undefined : fr[code]
  return sentence === undefined ? null : fill(sentence, SINGLE, 'fr', wordOf(params ?? {}))
}

export function inFrench(problem: Told): Told {
  const whole = french(problem.code, problem.params)
  const errors = (problem.errors ?? []).map(error => ({ ...error, said: french(error.code, error.params) }))
  const each = new Set(errors.flatMap(({ said }) => (said === null || said === whole ? [] : [said])))
  return {
    ...problem,
    ...(whole === null ? {} : { detail: [whole, ...each].join('\u202f; ') }),
    errors: errors.map(({ said, ...error }) => ({ ...error, message: said ?? error.message })),
  }
}
