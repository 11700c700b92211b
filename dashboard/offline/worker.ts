/**
 * The service worker: keeps the dashboard's own files, whole and of one version, so that it opens without the server and says so.
 * What the server answers is never kept (ADR 47). Built as `/sw.js`; `SHELL` is filled in when all files are written.
 */
import { type Answer, answerTo, cacheOf, outdated, PAGE, type ShellFiles } from './answer.ts'

declare const __NAVETTE_SHELL__: ShellFiles
const SHELL = __NAVETTE_SHELL__

/** TypeScript's page and worker libraries exclude one another: the few names a worker adds. */
type Lasting = Event & { waitUntil(until: Promise<unknown>): void }
type Fetching = Lasting & { request: Request; respondWith(answer: Promise<Response>): void }
type WorkerScope = {
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', handle: (event: Lasting) => void): void
  addEventListener(type: 'fetch', handle: (event: Fetching) => void): void
}
const scope = globalThis as unknown as WorkerScope

scope.addEventListener('install', event => event.waitUntil(keepShell()))
scope.addEventListener('activate', event => event.waitUntil(begin()))
scope.addEventListener('fetch', event => {
  const { method, mode, url } = event.request
  const { origin, pathname } = new URL(url)
  if (origin !== location.origin) return
  const answer = answerTo({ method, mode, path: pathname }, SHELL)
  if (answer !== 'network') event.respondWith(fromShell(event.request, answer))
})

/**
 * All or nothing: a file that is not of this very build (the server was replaced meanwhile) fails the whole installation. Then it
 * serves at once: an open page goes on with its own files, by their hashed names, and the next visit is of the new version.
 */
async function keepShell(): Promise<void> {
  const cache = await caches.open(cacheOf(SHELL))
  try {
    await cache.addAll(
      Object.entries(SHELL.files).map(([path, integrity]) => new Request(path, { integrity, cache: 'no-cache' })),
    )
  } catch (error) {
    await caches.delete(cacheOf(SHELL))
    throw error
  }
  await scope.skipWaiting()
}

async function begin(): Promise<void> {
  await Promise.all(outdated(await caches.keys(), SHELL).map(name => caches.delete(name)))
  await scope.clients.claim()
}

/** What the browser has thrown away, and what no version has, is asked of the server. */
const fromShell = async (request: Request, answer: Exclude<Answer, 'network'>): Promise<Response> =>
  (await kept(answer === 'page' ? PAGE : new URL(request.url).pathname)) ?? fetch(request)

/** Of this version first; a hashed file may be one that a page of the version before still asks for. */
async function kept(path: string): Promise<Response | undefined> {
  const own = await (await caches.open(cacheOf(SHELL))).match(path)
  return own ?? (path in SHELL.files ? undefined : caches.match(path))
}
