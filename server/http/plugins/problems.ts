/** Every error, whoever raised it, leaves as an RFC 9457 problem; what the caller cannot mend is logged, not told. */
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import type { Problem } from '#server/contract/api.ts'
import type { App } from '../app.ts'
import { HttpProblem, PROBLEM_TYPE, type ProblemError, problemOf } from '../problem.ts'

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
  sendProblem(reply, problemOf(404, `nothing at ${pathOf(request.url)}`))

/** Past any response schema of the route: a problem is not one of its answers. */
export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.code(problem.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem)

function toProblem(error: FastifyError | HttpProblem): Problem {
  if (error instanceof HttpProblem) return problemOf(error.status, error.message, error.errors)
  // 422 for what was understood and is not acceptable; 400 stays for what could not be read at all
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = validationErrors(error)
    return problemOf(422, errors.map(({ path, message }) => `${path}: ${message}`).join('; '), errors)
  }
  if (isOfKind(error, ['refused'])) return problemOf(422, error.message)
  if (isOfKind(error, ['conflict'])) return problemOf(409, error.message)
  if (isOfKind(error, UNAVAILABLE)) return problemOf(503, error.message)
  const status = error.statusCode ?? 500
  return status >= 400 && status < 500
    ? problemOf(status, error.message)
    : problemOf(500, 'the server failed; it is logged')
}

/** What a port says passes, once somebody has made room or let go: nothing was written, asking again is right. */
const UNAVAILABLE = ['busy', 'disk-full']

/**
 * `refused` is what a port says of input that only it can judge: a cursor it never gave. Kinds are told by shape: adapters do
 * not know each other.
 */
const isOfKind = (error: object, kinds: readonly string[]): boolean =>
  'kind' in error && typeof error.kind === 'string' && kinds.includes(error.kind)

type Invalid = { validation: { instancePath: string; message?: string | undefined }[]; validationContext?: unknown }

function validationErrors(error: Invalid): ProblemError[] {
  const context = CONTEXT_NAME[String(error.validationContext)] ?? 'request'
  return error.validation.map(({ instancePath, message }) => ({
    path: [context, ...instancePath.split('/').filter(part => part !== '')].join('.'),
    message: message ?? 'is not acceptable',
  }))
}
