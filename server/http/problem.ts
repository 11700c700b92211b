/** RFC 9457: the one shape of every error. A route throws an `HttpProblem`; the error handler writes it. */
import { STATUS_CODES } from 'node:http'
import type { Problem } from '#server/contract/api.ts'
import type { RefusalParams } from '#server/domain/refusals.ts'
import { type RefusalCode, type Refused, sentenceOf } from './refusals.ts'

export const PROBLEM_TYPE = 'application/problem+json'

/** `code` and `params` where a reader can be told in their own language. */
export type ProblemError = { path: string; message: string; code?: RefusalCode; params?: RefusalParams }

export class HttpProblem extends Error {
  readonly status: number
  readonly code: RefusalCode
  readonly params: RefusalParams
  readonly errors: ProblemError[] | undefined
  constructor(status: number, code: RefusalCode, params: RefusalParams = {}, errors?: ProblemError[]) {
    super(errors?.[0]?.code === undefined ? sentenceOf(code, params) : errors.map(inFull).join('; '))
    this.status = status
    this.code = code
    this.params = params
    this.errors = errors
  }
}

const inFull = ({ path, message }: ProblemError): string => `${path}: ${message}`

type Told = { code: RefusalCode; params?: RefusalParams; detail?: string; errors?: ProblemError[] | undefined }

/**
 * `about:blank`: the title is the status code's own phrase (RFC 9457 §4.2.1). What exactly is refused says `code`, which
 * docs/api.md lists and a dashboard words; `params` fill its blanks. Both are extension members (§3.2).
 */
export const problemOf = (status: number, { code, params = {}, detail, errors }: Told): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail: detail ?? sentenceOf(code, params),
  code,
  params,
  ...(errors === undefined ? {} : { errors }),
})

type NotFound = Extract<RefusalCode, `no-${string}`> extends `no-${infer What}` ? What : never

export const notFound = (what: NotFound, id: string): HttpProblem => new HttpProblem(404, `no-${what}`, { id })

export const errorAt = (path: string, { code, params }: Refused): ProblemError => ({
  ...{ path, code, params },
  message: sentenceOf(code, params),
})

/** Well-formed, but not acceptable: names the member at fault. */
export const unacceptable = (path: string, code: RefusalCode, params: RefusalParams = {}): HttpProblem =>
  new HttpProblem(422, code, params, [errorAt(path, { code, params })])
