/** What a schema found wrong, as a refusal with a code: each kind of issue says what to write instead, and names its limit. */
import type { RefusalParams } from '#server/domain/refusals.ts'
import { type RefusalCode, type Refused, sentenceOf } from './refusals.ts'

/** An issue as the type provider hands it on: zod's own code, and whatever else it says (https://zod.dev/error-customization). */
export type Issue = {
  instancePath: string
  keyword?: string
  message?: string | undefined
  params?: Record<string, unknown>
}

const FORMATS: Readonly<Record<string, RefusalCode>> = {
  email: 'not-an-address',
  date: 'not-a-day',
  datetime: 'not-a-moment',
}
const TYPES: Readonly<Record<string, RefusalCode>> = { int: 'not-whole', number: 'not-a-number' }
/** Units that a page shows in another one: their limit would be told in a figure nobody wrote. */
const CONVERTED = /_(cents|ms|s|mA|Wh|bp|bytes)$/
/** Past it a limit is a computer's, not a person's. */
const SAID_MAX = 1_000_000_000

const given = (code: RefusalCode, params: RefusalParams = {}): Refused => ({ code, params })

export function refusedBy(issue: Issue): Refused {
  const { params = {}, keyword } = issue
  switch (keyword) {
    case 'too_small':
      return tooSmall(issue, params.origin, Number(params.minimum))
    case 'too_big':
      return tooLarge(issue, params.origin, Number(params.maximum))
    case 'invalid_type':
      return /received (undefined|null)$/.test(issue.message ?? '')
        ? given('missing')
        : given(TYPES[String(params.expected)] ?? 'ill-formed')
    case 'invalid_format':
      return given(FORMATS[String(params.format)] ?? 'ill-formed')
    case 'unrecognized_keys':
      return given('unknown-key')
    case 'invalid_value':
    case 'invalid_union':
      return given('not-a-choice')
    default:
      return given('ill-formed')
  }
}

function tooSmall(issue: Issue, origin: unknown, limit: number): Refused {
  if (origin === 'string') return limit <= 1 ? given('missing') : given('too-few-characters', { count: limit })
  if (origin === 'array') return limit <= 1 ? given('missing') : given('too-few-entries', { count: limit })
  const reached = issue.params?.inclusive !== false
  if (limit === 0) return given(reached ? 'below-zero' : 'not-above-zero')
  return reached && isTellable(issue, limit) ? given('at-least', { limit }) : given('too-small')
}

function tooLarge(issue: Issue, origin: unknown, limit: number): Refused {
  if (origin === 'string') return given('too-many-characters', { count: limit })
  if (origin === 'array') return given('too-many-entries', { count: limit })
  return issue.params?.inclusive !== false && isTellable(issue, limit)
    ? given('at-most', { limit })
    : given('too-large')
}

const isTellable = ({ instancePath }: Issue, limit: number): boolean =>
  Math.abs(limit) <= SAID_MAX && !CONVERTED.test(instancePath)

/** Where no code says more than that it is ill-formed, the schema's own words do. */
export function saidOf(issue: Issue): { message: string } & Refused {
  const { code, params } = refusedBy(issue)
  const own = code === 'ill-formed' ? issue.message : undefined
  return { message: own ?? sentenceOf(code, params), code, params }
}
