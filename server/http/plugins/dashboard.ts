/** Serves the built dashboard: hashed assets for ever, its page always fresh and at every address of its own router. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from '../app.ts'
import { sendPreparing } from './preparing.ts'
import { pathOf, sendNothingThere } from './problems.ts'

/** What Vite names with a hash of its content may be kept for ever. */
const HASHED_ASSETS = '/assets/'
const FOREVER = 'public, max-age=31536000, immutable'
const REVALIDATE = 'no-cache'
/** Paths that are never a page. */
const NOT_PAGES = ['/api/', HASHED_ASSETS, '/socket.io/']

export async function dashboard(app: App, dir: string | null): Promise<void> {
  if (dir === null) {
    app.setNotFoundHandler(sendNothingThere)
    return
  }
  await app.register(fastifyStatic, {
    root: dir,
    // it may come to be only after the start: `navette serve` does not wait for its build
    suppressWarning: true,
    // the build wrote them (dashboard/build/compressed.ts); a file without is sent as it is
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', path.includes(HASHED_ASSETS) ? FOREVER : REVALIDATE)
    },
  })
  const page = join(dir, 'index.html')
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url)
    const navigates = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (!navigates || NOT_PAGES.some(prefix => path.startsWith(prefix))) return sendNothingThere(request, reply)
    return existsSync(page) ? reply.sendFile('index.html') : sendPreparing(reply)
  })
}
