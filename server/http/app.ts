/** Puts Fastify together: plugins in the order they must see a request, routes, then the listening socket. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController, type RawServerDefault } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { HttpDeps } from './deps.ts'
import { authentication } from './plugins/authentication.ts'
import { dashboard } from './plugins/dashboard.ts'
import { json } from './plugins/json.ts'
import { once } from './plugins/once.ts'
import { openapi } from './plugins/openapi.ts'
import { operations } from './plugins/operations.ts'
import { problems, sendProblem, unreadable } from './plugins/problems.ts'
import { security } from './plugins/security.ts'
import { ROUTES } from './routes/index.ts'

/** A charter of ten pages fits. Routes that take a file (lists, statements, pictures) say how much of it themselves. */
const BODY_LIMIT_BYTES_MAX = 65_536
const REQUEST_TIMEOUT_MS = 30_000
/** Longer than any path that Node reads (16 KiB with its headers): what is too long for an id, its schema says. */
const PARAM_LENGTH_MAX = 16_384
/** Stations come back first, after a restart; short enough for nobody to have typed a password. */
const WARM_AFTER_MS = 5_000

export type App = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

export async function createHttp(deps: HttpDeps): Promise<{ app: App; address: string; close(): Promise<void> }> {
  const app: App = Fastify({
    loggerInstance: deps.log,
    // one line a request is the proxy's business; failures are logged where they are answered
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: PARAM_LENGTH_MAX },
    // a reverse proxy runs beside it; anyone else's X-Forwarded-For is not believed
    trustProxy: 'loopback',
    // a browser's keep-alive connections must not hold up the end of the process
    forceCloseConnections: true,
    schemaController: { compilersFactory: { buildValidator: unasked, buildSerializer: unasked } },
    // a URL that cannot be decoded never reaches a route nor the error handler
    frameworkErrors: (error, _request, reply) => sendProblem(reply, unreadable(error.statusCode ?? 400, error.message)),
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)

  problems(app)
  json(app)
  await security(app)
  operations(app, deps)
  await openapi(app)
  authentication(app, deps)
  once(app, deps)
  await app.register(
    async api => {
      for (const route of ROUTES) route(api as App, deps)
    },
    { prefix: '/api/v1' },
  )
  await dashboard(app, deps.dashboardDir)

  warmLater(app, deps)
  await app.listen(deps.listen)
  // Fastify listens for it until then; unheard it would end the process
  app.server.on('error', error => deps.log.error({ err: error }, 'the HTTP door is in trouble'))
  return { app, address: addressOf(app), close: () => app.close() }
}

/** In the place of Ajv and its serializer, 100 modules that Fastify loads at its start unless others are named. */
const unasked = (): never => {
  throw new Error('schemas are compiled by zod')
}

/** Loads what the first sign-in needs, once the start is over: it must not wait for it (docs/adr/0030-sign-in.md). */
function warmLater(app: App, { auth, log }: HttpDeps): void {
  let timer: NodeJS.Timeout | null = null
  app.addHook('onListen', async () => {
    const warm = () => auth.warm().catch(error => log.error({ err: error }, 'sign-in could not be prepared'))
    timer = setTimeout(warm, WARM_AFTER_MS)
  })
  app.addHook('onClose', async () => {
    if (timer !== null) clearTimeout(timer)
  })
}

/** `host:port` as bound, port 0 resolved; IPv6 in brackets. */
function addressOf(app: App): string {
  const [bound] = app.addresses()
  if (bound === undefined || typeof bound === 'string') throw new Error('HTTP listens, yet on no TCP address')
  return bound.family === 'IPv6' ? `[${bound.address}]:${bound.port}` : `${bound.address}:${bound.port}`
}
