/** For those who run it: liveness, readiness, Prometheus. No sign-in, no person in any of it. */
import { Histogram } from 'prom-client'
import * as z from 'zod'
import type { App } from '../app.ts'
import type { HttpDeps } from '../deps.ts'

const BUCKETS_S = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
const Healthy = z.object({ ok: z.boolean() })
const Ready = z.object({ ok: z.boolean(), detail: z.record(z.string(), z.unknown()) })

export function operations(app: App, { ready, metrics }: HttpDeps): void {
  const duration = new Histogram({
    name: 'navette_http_request_duration_seconds',
    help: 'Time to answer a request, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [metrics],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })

  app.get('/healthz', { schema: { hide: true, response: { 200: Healthy } } }, async () => ({ ok: true }))
  app.get('/readyz', { schema: { hide: true, response: { 200: Ready, 503: Ready } } }, async (_request, reply) => {
    const health = ready()
    return reply.code(health.ok ? 200 : 503).send(health)
  })
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.metrics()),
  )
}
