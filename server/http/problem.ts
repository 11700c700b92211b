/** RFC 9457: the one shape of every error. A route throws an `HttpProblem`; the error handler writes it. */
import { STATUS_CODES } from 'node:http'
import type { Problem } from '#server/contract/api.ts'

export const PROBLEM_TYPE = 'application/problem+json'

export type ProblemError = { path: string; message: string }

export class HttpProblem extends Error {
  readonly status: number
  readonly errors: ProblemError[] | undefined
  constructor(status: number, detail: string, errors?: ProblemError[]) {
    super(detail)
    this.status = status
    this.errors = errors
  }
}

/** `about:blank`: the status code says it all (RFC 9457 §4.2.1), so the title is the code's own phrase. */
export const problemOf = (status: number, detail?: string, errors?: ProblemError[]): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  ...(detail === undefined ? {} : { detail }),
  ...(errors === undefined ? {} : { errors }),
})

export const notFound = (what: string, id: string): HttpProblem => new HttpProblem(404, `no ${what} "${id}"`)

/** Well-formed, but not acceptable: names the member at fault. */
export const unacceptable = (path: string, message: string): HttpProblem =>
  new HttpProblem(422, `${path} ${message}`, [{ path, message }])
