/** Every error, whoever raised it, leaves as an RFC 9457 problem; what the caller cannot mend is logged, not told. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Problem } from '#server/contract/api.ts'
import type { Said } from '#server/domain/refusals.ts'
import type { App } from '../app.ts'
import { type Issue, saidOf } from '../issue.ts'
import { HttpProblem, PROBLEM_TYPE, type ProblemError, problemOf } from '../problem.ts'

const RETRY_S = 5
/** What @fastify/static says of a path that is written as no file is: 403, which here says what a role may not. */
const NO_FILE = 'FST_STATIC_FORBIDDEN_PATH'
const CONTEXT_NAME: Record<string, string> = {
  querystring: 'query',
  params: 'params',
  body: 'body',
  headers: 'headers',
}

export function problems(app: App): void {
  app.setErrorHandler<FastifyError | HttpProblem>((error, request, reply) => {
    if (error.code === NO_FILE) return sendNothingThere(request, reply)
    const problem = toProblem(error)
    if (problem.status === 503) reply.header('retry-after', RETRY_S)
    if (problem.status >= 500) request.log.error({ err: error, url: request.url }, 'request failed')
    return sendProblem(reply, problem)
  })
}

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url

export function sendNothingThere({ url, method, server }: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = pathOf(url)
  const allowed = METHODS.filter(one => isThere(server, one, path)).join(', ')
  if (allowed === '') return sendProblem(reply, problemOf(404, { code: 'nothing-here', params: { path } }))
  // A 405 names what may be asked (RFC 9110 §15.5.6)
  reply.header('allow', allowed)
  return sendProblem(reply, problemOf(405, { code: 'not-by-this-method', params: { path, method, allowed } }))
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Not the wildcard under which pages and their files are looked for: it is everywhere. */
function isThere(server: FastifyInstance, method: (typeof METHODS)[number], path: string): boolean {
  const route = server.findRoute({ method, url: path })
  return route !== null && !('*' in route.params)
}

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

type Invalid = { validation: Issue[]; validationContext?: unknown }

function validationErrors(error: Invalid): ProblemError[] {
  const context = CONTEXT_NAME[String(error.validationContext)] ?? 'request'
  return error.validation.map(issue => ({
    path: [context, ...issue.instancePath.split('/').filter(part => part !== '')].join('.'),
    ...saidOf(issue),
  }))
}
