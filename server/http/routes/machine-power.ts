/** GET /machines/{id}/power: the current curve, in buckets. */
import * as z from 'zod'
import { PowerCurve } from '#server/contract/api.ts'
import { at } from '#server/present/words.ts'
import { machineOr404 } from '../machines.ts'
import type { Range } from '../ports.ts'
import { unacceptable } from '../problem.ts'
import { RangeQuery, SlugParam } from '../schemas.ts'
import { rangeOf } from '../site.ts'
import type { Route } from './route.ts'

/** A curve wider than any screen shows nothing more and costs the store. */
const POINTS_MAX = 10_000
const POINTS_AIMED = 600
/** Single samples come at most ten a second (`sample_ms` ≥ 100). */
const SINGLE_SAMPLES_SPAN_MS_MAX = 3_600_000
const BUCKET_STEPS_MS = [1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000]

const bucket_ms = z.coerce.number().pipe(z.int().min(0).max(86_400_000)).optional()

export const machinePower: Route = (app, { core, curves, clock }) => {
  const querystring = RangeQuery({ bucket_ms })
  const schema = {
    tags: ['machines'],
    summary: 'Current and power over time',
    params: SlugParam,
    querystring,
    response: { 200: PowerCurve },
  }
  app.get('/machines/:id/power', { schema }, async request => {
    const { id } = machineOr404(core, request.params.id)
    const range = rangeOf(request.query, core, clock.now_ms())
    const bucket_ms = bucketOf(range, request.query.bucket_ms)
    const points = await curves.curve(id, range, bucket_ms)
    return {
      machine: id,
      from: at(range.from_ms),
      to: at(range.to_ms),
      bucket_ms,
      points: points.map(({ at_ms, ...values }) => ({ at: at(at_ms), ...values })),
    }
  })
}

/** The bucket asked for, if it keeps the answer bounded; else the narrowest round one that fills a screen. */
function bucketOf({ from_ms, to_ms }: Range, asked_ms: number | undefined): number {
  const span_ms = to_ms - from_ms
  if (asked_ms === 0 && span_ms > SINGLE_SAMPLES_SPAN_MS_MAX) {
    throw unacceptable('query.bucket_ms', 'buckets-too-fine')
  }
  if (asked_ms && span_ms / asked_ms > POINTS_MAX) {
    throw unacceptable('query.bucket_ms', 'points-too-many', { points: POINTS_MAX })
  }
  if (asked_ms !== undefined) return asked_ms
  const bucket_ms = BUCKET_STEPS_MS.find(step_ms => span_ms / step_ms <= POINTS_AIMED) ?? 86_400_000
  if (span_ms / bucket_ms > POINTS_MAX) throw unacceptable('query.to', 'points-too-many', { points: POINTS_MAX })
  return bucket_ms
}
