/**
 * An act that is sent twice is done once: whoever names it by an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) and
 * did not hear the answer, or pressed twice, gets the answer of the first time. In memory: a server that starts anew has forgotten.
 */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { HttpDeps } from '../deps.ts'

type Answer = { status: number; type: string | undefined; body: string | null }
/** `answer` comes with null where nothing was done, or what was answered is too much to keep. */
type Act = { answer: Promise<Answer | null>; settle: (answer: Answer | null) => void; at_ms: number }

declare module 'fastify' {
  interface FastifyRequest {
    act: string | null
  }
}

const KEY_LENGTH_MAX = 64
/** A link that was down for a while, and the person who tries again. */
const KEPT_MS = 3_600_000
/** Together 16 MiB at the very most. */
const ACTS_MAX = 1_000
const ANSWER_LENGTH_MAX = 16_384

/** The same key for something else is something else. */
function actOf({ headers, method, url, body, caller }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (caller === null || typeof key !== 'string' || key === '' || key.length > KEY_LENGTH_MAX) return null
  if (method !== 'POST' || Buffer.isBuffer(body)) return null
  const what = JSON.stringify([caller.user.id, key, method, url, body ?? null])
  return createHash('sha256').update(what).digest('base64')
}

export function once(app: App, { clock }: Pick<HttpDeps, 'clock'>, acts_max = ACTS_MAX): void {
  const acts = new Map<string, Act>()
  app.decorateRequest('act', null)

  const forgetOld = (): void => {
    for (const [act, { at_ms }] of acts) {
      if (acts.size < acts_max && clock.now_ms() - at_ms < KEPT_MS) return
      acts.delete(act)
    }
  }

  app.addHook('preHandler', async (request, reply) => {
    const act = actOf(request)
    if (act === null) return
    for (let former = acts.get(act); former !== undefined; former = acts.get(act)) {
      const answer = await former.answer
      if (answer === null) continue
      if (answer.type !== undefined) reply.type(answer.type)
      return reply.code(answer.status).send(answer.body)
    }
    forgetOld()
    const { promise, resolve } = Promise.withResolvers<Answer | null>()
    acts.set(act, { answer: promise, settle: resolve, at_ms: clock.now_ms() })
    request.act = act
  })

  app.addHook('onSend', async ({ act }, reply, payload) => {
    if (act === null) return
    const known = acts.get(act)
    const body = payload ?? null
    const kept =
      reply.statusCode < 300 && (body === null || (typeof body === 'string' && body.length <= ANSWER_LENGTH_MAX))
    if (!kept) acts.delete(act)
    const type = reply.getHeader('content-type')
    const answer = { status: reply.statusCode, type: typeof type === 'string' ? type : undefined }
    known?.settle(kept ? { ...answer, body: body as string | null } : null)
  })
}
