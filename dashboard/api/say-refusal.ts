/** A problem of the server in French, by its codes; what has none keeps the server's own words. */
import type { Problem } from '#server/contract/api.ts'
import { LOCALE, ordinal } from '../i18n/format.ts'
import { fill, SINGLE } from '../i18n/phrase.ts'
import { fr } from '../i18n/refusals.ts'
import { sayQualification } from '../i18n/slugs.ts'
import { machineName } from '../live/named.ts'

type Params = Problem['params']
type Told = Partial<Problem>

const DATES = { 7: { month: 'long', year: 'numeric' }, 10: { dateStyle: 'long' } } as const

/** `2026-10` is octobre 2026, and `2026-10-03` le 3: whatever is no date is said as it is. */
function say(value: string | number): string {
  if (typeof value === 'number' || !/^\d{4}-\d{2}(-\d{2})?$/.test(value)) return String(value)
  const format = DATES[value.length === 7 ? 7 : 10]
  return ordinal(new Intl.DateTimeFormat(LOCALE.fr, { ...format, timeZone: 'UTC' }).format(Date.parse(value)), 'fr')
}

/** What has a name for people is not told by its id. */
const NAMED: Readonly<Record<string, (id: string) => string>> = {
  machine: machineName,
  qualification: sayQualification,
}

/** Whose id it is, where the blank says no more. */
const ID_OF = { machine: /^machine-|^no-station-counts$/, qualification: /^qualification-of-/ }

const wordOf = (code: string, params: Params) => (name: string) => {
  const word = params[name]
  if (word === undefined) return undefined
  const kind = name === 'id' ? Object.entries(ID_OF).find(([, codes]) => codes.test(code))?.[0] : name
  return NAMED[kind ?? name]?.(String(word)) ?? say(word)
}

const french = (code: string | undefined, params: Params | undefined): string | null => {
  const sentence = code === undefined ? undefined : fr[code]
  return code === undefined || sentence === undefined ? null : fill(sentence, SINGLE, 'fr', wordOf(code, params ?? {}))
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
