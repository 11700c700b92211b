/**
 * An act that is sent twice is done once: whoever names it by an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header) and
 * did not hear the answer, or pressed twice, gets the answer of the first time. In memory: a server that starts anew has forgotten.
 */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { HttpDeps } from '../deps.ts'

type Answer = { status: number; type: string | undefined; body: string | null }
/** `answer` comes with null where nothing was done, or what was answered is too much to keep. */
type Act = { id: string; answer: Promise<Answer | null>; settle: (answer: Answer | null) => void; at_ms: number }

declare module 'fastify' {
  interface FastifyRequest {
    act: Act | null
  }
}

const KEY_LENGTH_MAX = 64
/** A link that was down for a while, and the person who tries again. */
const KEPT_MS = 3_600_000
/** Together 16 MiB at the very most. */
const ACTS_MAX = 1_000
const ANSWER_LENGTH_MAX = 16_384

/** The same key for something else is something else. */
function idOf({ headers, method, url, body, caller }: FastifyRequest): string | null {
  const key = headers['idempotency-key']
  if (caller === null || typeof key !== 'string' || key === '' || key.length > KEY_LENGTH_MAX) return null
  if (method !== 'POST' || Buffer.isBuffer(body)) return null
  const what = JSON.stringify([caller.user.id, key, method, url, body ?? null])
  return createHash('sha256').update(what).digest('base64')
}

export function once(app: App, { clock }: Pick<HttpDeps, 'clock'>, acts_max = ACTS_MAX): void {
  const acts = new Map<string, Act>()
  app.decorateRequest('act', null)

  const outdated = ({ at_ms }: Act): boolean => clock.now_ms() - at_ms >= KEPT_MS
  const makeRoom = (): void => {
    for (const [id, act] of acts) {
      if (acts.size < acts_max && !outdated(act)) return
      acts.delete(id)
    }
  }
  const former = (id: string): Act | undefined => {
    const act = acts.get(id)
    return act === undefined || outdated(act) ? undefined : act
  }

  app.addHook('preHandler', async (request, reply) => {
    const id = idOf(request)
    if (id === null) return
    for (let act = former(id); act !== undefined; act = former(id)) {
      const answer = await act.answer
      if (answer === null) continue
      if (answer.type !== undefined) reply.type(answer.type)
      return reply.code(answer.status).send(answer.body)
    }
    makeRoom()
    const { promise, resolve } = Promise.withResolvers<Answer | null>()
    request.act = { id, answer: promise, settle: resolve, at_ms: clock.now_ms() }
    acts.set(id, request.act)
  })

  app.addHook('onSend', async ({ act }, reply, payload) => {
    // The documentation's pages were registered before `act` was: their requests have none
    if (act == null) return
    const answer = answerOf(reply, payload ?? null)
    if (answer === null) acts.delete(act.id)
    act.settle(answer)
  })
}

function answerOf(reply: FastifyReply, body: unknown): Answer | null {
  if (reply.statusCode >= 300) return null
  if (body !== null && (typeof body !== 'string' || body.length > ANSWER_LENGTH_MAX)) return null
  const type = reply.getHeader('content-type')
  return { status: reply.statusCode, type: typeof type === 'string' ? type : undefined, body }
}
