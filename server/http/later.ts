/**
 * A request that need not be waited for: `Prefer: respond-async` (RFC 7240 §4.1) is answered 202 with a job; with `wait=N` (§4.3)
 * only where it takes longer than N seconds.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Problem } from '#server/contract/api.ts'
import type { JobView } from '#server/contract/jobs.ts'
import type { JobKind } from '#server/domain/records.ts'
import type { Job, Tell } from '#server/jobs/desk.ts'
import { at, atOrNull } from '#server/present/words.ts'
import { signatureOf } from './audit.ts'
import type { HttpDeps } from './deps.ts'
import { callerOf } from './plugins/authentication.ts'
import { HttpProblem, problemOf } from './problem.ts'

const WANTS_LATER = /(^|[,;\s])respond-async([,;\s]|$)/i
const WAITS = /(?:^|[,;\s])wait=(\d{1,4})(?:[,;\s]|$)/i
const WAIT_S_MAX = 30
const nobody: Tell = () => undefined

type Later<R> = {
  kind: JobKind
  about: string
  work: (tell: Tell) => Promise<R>
  /** what is kept of the answer, where the answer itself is long */
  brief?: (result: R) => unknown
}

export async function nowOrLater<R>(
  { jobs }: Pick<HttpDeps, 'jobs'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { kind, about, work, brief = result => result }: Later<R>,
): Promise<R | JobView> {
  const prefer = [request.headers.prefer].flat().join()
  if (!WANTS_LATER.test(prefer)) return work(nobody)
  const begun = await atOnce(work, Math.min(WAIT_S_MAX, Number(WAITS.exec(prefer)?.[1] ?? 0)))
  if (begun.kind === 'done') return begun.result
  const order = { kind, about, by: signatureOf(callerOf(request)), exactly: JSON.stringify([about, request.body]) }
  const job = await jobs.start(order, async tell => {
    try {
      return { state: 'done', outcome: brief(await begun.goOn(tell)) }
    } catch (error) {
      // What the rules refuse is an answer; anything else is our own failure and is logged.
      if (!(error instanceof HttpProblem)) throw error
      const { status, code, params, errors } = error
      return { state: 'failed', outcome: problemOf(status, { code, params, errors }) }
    }
  })
  reply.status(202).header('preference-applied', 'respond-async').header('location', `/api/v1/jobs/${job.id}`)
  return presentJob(job)
}

type Begun<R> = { kind: 'done'; result: R } | { kind: 'long'; goOn(tell: Tell): Promise<R> }

/** Most work is done before anybody has looked twice: it is no job then. */
async function atOnce<R>(work: (tell: Tell) => Promise<R>, wait_s: number): Promise<Begun<R>> {
  if (wait_s === 0) return { kind: 'long', goOn: work }
  let last: Parameters<Tell> | null = null
  let hear = nobody
  const working = work((...said) => {
    last = said
    hear(...said)
  })
  // Whoever goes on with it hears how it ended; where the same work is under way already, nobody asks this one.
  working.catch(() => undefined)
  const long = Promise.withResolvers<null>()
  const timer = setTimeout(long.resolve, wait_s * 1_000, null)
  const first = await Promise.race([working.then(result => ({ result })), long.promise]).finally(() =>
    clearTimeout(timer),
  )
  if (first !== null) return { kind: 'done', result: first.result }
  return {
    kind: 'long',
    goOn: tell => {
      hear = tell
      if (last !== null) tell(...last)
      return working
    },
  }
}

export function presentJob({ began_at_ms, ended_at_ms, outcome, ...job }: Job): JobView {
  const told: unknown = outcome === null ? null : JSON.parse(outcome)
  const failed = job.state === 'failed'
  return {
    ...job,
    ...{ began: at(began_at_ms), ended: atOrNull(ended_at_ms) },
    result: failed ? null : told,
    problem: failed ? ((told ?? problemOf(500, { code: 'failed' })) as Problem) : null,
  }
}
