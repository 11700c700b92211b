/**
 * Who is calling, and whether they may: before a body is read, so that a stranger learns nothing from validation.
 * Rights come from `roles.ts` alone; a route that is not in there does not start.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import { auditOf } from '../audit.ts'
import type { ActiveSession, User } from '../auth/types.ts'
import type { HttpDeps } from '../deps.ts'
import { originTrusted } from '../origin.ts'
import { HttpProblem } from '../problem.ts'
import { rightOf } from '../roles.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: ActiveSession | null
  }
}

const API_PREFIX = '/api/v1/'
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

export function authentication(app: App, deps: HttpDeps): void {
  const audit = auditOf(deps)
  app.decorateRequest('caller', null)

  app.addHook('onRoute', route => {
    if (!route.url.startsWith(API_PREFIX)) return
    for (const method of [route.method].flat()) {
      if (rightOf(method, route.url) === undefined) throw new Error(`${method} ${route.url} has no rights in roles.ts`)
    }
  })

  app.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions
    if (url === undefined || !url.startsWith(API_PREFIX)) return
    reply.header('cache-control', 'no-store')
    const right = rightOf(request.method, url)
    const { cookie, authorization } = request.headers
    // SameSite=Lax already keeps the cookie at home; Origin also refuses a sign-in forged from elsewhere
    const forgeable = authorization === undefined && !SAFE_METHODS.has(request.method)
    if (forgeable && !originTrusted(request.headers, deps.baseURL)) {
      throw new HttpProblem(403, 'other-origin')
    }
    if (right === 'anyone') return

    const session = await deps.auth.session({ cookie, authorization })
    if (session === null) throw unauthorized(reply)
    for (const value of session.cookies) reply.header('set-cookie', value)
    request.caller = session
    if (!right?.includes(session.user.role)) {
      await audit(session.user, 'refused', `${request.method} ${url}`, `role ${session.user.role}`)
      throw new HttpProblem(403, 'role-may-not', { role: session.user.role })
    }
  })
}

/** RFC 9110 §15.5.2: a 401 names a scheme. */
function unauthorized(reply: FastifyReply): HttpProblem {
  reply.header('www-authenticate', 'Bearer')
  return new HttpProblem(401, 'not-signed-in')
}

/** The signed-in caller, in a route whose right is not `anyone`. */
export function callerOf(request: FastifyRequest): User {
  if (request.caller === null) throw new Error(`${request.routeOptions.url} asks for its caller but anyone may call it`)
  return request.caller.user
}
