/** The shape of a route's file: it adds itself. */
import type { App } from '../app.ts'
import type { HttpDeps } from '../deps.ts'

export type Route = (app: App, deps: HttpDeps) => void
