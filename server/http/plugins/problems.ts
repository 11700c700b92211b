/** Every error, whoever raised it, leaves as an RFC 9457 problem; what the caller cannot mend is logged, not told. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Problem } from '#server/contract/api.ts'
import type { Said } from '#server/domain/refusals.ts'
import type { App } from '../app.ts'
import { HttpProblem, PROBLEM_TYPE, type ProblemError, problemOf } from '../problem.ts'
import type { RefusalCode } from '../refusals.ts'

const RETRY_S = 5
const CONTEXT_NAME: Record<string, string> = {
  querystring: 'query',
  params: 'params',
  body: 'body',
  headers: 'headers',
}

export function problems(app: App): void {
  app.setErrorHandler<FastifyError | HttpProblem>((error, request, reply) => {
    const problem = toProblem(error)
    if (problem.status === 503) reply.header('retry-after', RETRY_S)
    if (problem.status >= 500) request.log.error({ err: error, url: request.url }, 'request failed')
    return sendProblem(reply, problem)
  })
}

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url

export const sendNothingThere = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendProblem(reply, problemOf(404, { code: 'nothing-here', params: { path: pathOf(request.url) } }))

/** Past any response schema of the route: a problem is not one of its answers. */
export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem)

function toProblem(error: FastifyError | HttpProblem): Problem {
  if (error instanceof HttpProblem)
    return problemOf(error.status, { ...error, detail: error.message, errors: error.errors })
  // 422 for what was understood and is not acceptable; 400 stays for what could not be read at all
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = validationErrors(error)
    const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
    return problemOf(422, { code: 'invalid', detail, errors })
  }
  const detail = error.message
  if (isOfKind(error, ['refused']))
    return problemOf(422, { ...(saidBy(error) ?? { code: 'refused-as-it-is' }), detail })
  if (isOfKind(error, ['conflict']))
    return problemOf(409, { ...(saidBy(error) ?? { code: 'changed-meanwhile' }), detail })
  // Passes once somebody has made room or let go: nothing was written, asking again is right
  if (isOfKind(error, ['busy'])) return problemOf(503, { code: 'unavailable', detail })
  if (isOfKind(error, ['disk-full'])) return problemOf(503, { code: 'disk-full', detail })
  const status = error.statusCode ?? 500
  return status >= 400 && status < 500 ? unreadable(status, detail) : problemOf(500, { code: 'failed' })
}

/** What Fastify itself refuses before a route sees it. */
export const unreadable = (status: number, detail: string): Problem =>
  problemOf(status, { code: status === 413 ? 'too-much-at-once' : 'unreadable', detail })

/** A rule of the domain that a port found broken says so by its code. */
const saidBy = (error: object): Said | null => ('said' in error && error.said ? (error.said as Said) : null)

/**
 * `refused` is what a port says of input that only it can judge: a cursor it never gave. Kinds are told by shape: adapters do
 * not know each other.
 */
const isOfKind = (error: object, kinds: readonly string[]): boolean =>
  'kind' in error && typeof error.kind === 'string' && kinds.includes(error.kind)

type Fault = { instancePath: string; message?: string | undefined; keyword?: string }
type Invalid = { validation: Fault[]; validationContext?: unknown }

/** By zod's own names of what it finds (https://zod.dev/error-customization). */
const ISSUES: Readonly<Record<string, RefusalCode>> = {
  too_small: 'too-small',
  too_big: 'too-large',
  unrecognized_keys: 'unknown-key',
  invalid_value: 'not-a-choice',
  invalid_union: 'not-a-choice',
}

function validationErrors(error: Invalid): ProblemError[] {
  const context = CONTEXT_NAME[String(error.validationContext)] ?? 'request'
  return error.validation.map(({ instancePath, message, keyword }) => ({
    path: [context, ...instancePath.split('/').filter(part => part !== '')].join('.'),
    message: message ?? 'is not acceptable',
    code: ISSUES[keyword ?? ''] ?? 'ill-formed',
    params: {},
  }))
}
