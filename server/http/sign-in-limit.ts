/** How often one may try a password: by address, and by account so that many addresses do not help. */
import type { FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { HttpProblem } from './problem.ts'

const WINDOW_MS = 60_000
/** A workshop's people share one address. */
export const TRIES_PER_ADDRESS_MAX = 30
export const TRIES_PER_ACCOUNT_MAX = 10

const emailOf = (request: FastifyRequest): string => String((request.body as { email?: unknown }).email).toLowerCase()

export function signInLimit(app: App) {
  const limits = [
    app.createRateLimit({
      max: TRIES_PER_ADDRESS_MAX,
      timeWindow: WINDOW_MS,
      keyGenerator: request => `ip ${request.ip}`,
    }),
    app.createRateLimit({
      max: TRIES_PER_ACCOUNT_MAX,
      timeWindow: WINDOW_MS,
      keyGenerator: request => `account ${emailOf(request)}`,
    }),
  ]
  return async (request: FastifyRequest, reply: { header(name: string, value: string): unknown }): Promise<void> => {
    for (const check of limits) {
      const limit = await check(request)
      if (limit.isAllowed || !limit.isExceeded) continue
      reply.header('retry-after', String(limit.ttlInSeconds))
      throw new HttpProblem(429, 'too-many-attempts', { seconds: limit.ttlInSeconds })
    }
  }
}
