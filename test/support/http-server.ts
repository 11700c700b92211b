/** A real listening Fastify with real accounts on a temporary file, over the fake ports. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { Role } from '#server/contract/api.ts'
import type { FirstStart } from '#server/first-start.ts'
import { createHttp } from '#server/http/app.ts'
import { openAuth, readOrCreateSecret } from '#server/http/auth/open.ts'
import type { HttpDeps } from '#server/http/deps.ts'
import { fakePorts } from './fake-ports.ts'

export const PASSWORD = 'toile-et-fil-de-lin'
export const emailOf = (role: Role): string => `${role}@example.org`

export type HttpServer = Awaited<ReturnType<typeof startHttp>>

export async function startHttp(given: Partial<HttpDeps> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'navette-http-'))
  const auth = await openAuth({ file: join(dir, 'auth.sqlite'), secret: readOrCreateSecret(join(dir, 'auth.secret')) })
  for (const role of Role.options) {
    const member = role === 'kiosk' || role === 'organisation' ? null : role === 'member' ? 'awa' : 'bilal'
    const organisation = role === 'organisation' ? 'atelier-sud' : null
    await auth.createUser({
      email: emailOf(role),
      password: PASSWORD,
      name: `Compte ${role}`,
      role,
      member,
      organisation,
    })
  }
  const ports = fakePorts()
  const log = pino({ level: 'silent' })
  const metrics = new Registry()
  const ready = () => ({ ok: true, detail: { ledger: 'open' } })
  const listen = { host: '127.0.0.1', port: 0 }
  /** Accounts are there: nothing is left to set up. */
  const firstStart: FirstStart = {
    ...{ needed: () => auth.countUsers() === 0, code: '', examples: () => [] },
    start: async () => ({ kind: 'set-up-already' }),
  }
  const deps = {
    listen,
    ...ports,
    auth,
    firstStart,
    mqtt: '127.0.0.1:1883',
    metrics,
    dashboardDir: null,
    ready,
    log,
    ...given,
  }
  const http = await createHttp(deps)
  const url = `http://${http.address}`

  const call = (
    method: string,
    path: string,
    init: { cookie?: string; body?: unknown; raw?: string; headers?: Record<string, string> } = {},
  ) => {
    const headers: Record<string, string> = { ...init.headers }
    if (init.cookie !== undefined) headers.cookie = init.cookie
    if (init.body !== undefined) headers['content-type'] = 'application/json'
    const body = init.raw ?? (init.body === undefined ? null : JSON.stringify(init.body))
    return fetch(url + path, { method, headers, body, redirect: 'manual' })
  }
  const cookies = new Map<Role, string>()
  /** The cookie of a signed-in account of that role; signs in once. */
  const cookieOf = async (role: Role): Promise<string> => {
    const known = cookies.get(role)
    if (known !== undefined) return known
    const answer = await call('POST', '/api/v1/login', { body: { email: emailOf(role), password: PASSWORD } })
    if (answer.status !== 200) throw new Error(`sign-in of ${role} answered ${answer.status}: ${await answer.text()}`)
    const cookie = answer.headers
      .getSetCookie()
      .map(value => value.split(';', 1)[0])
      .join('; ')
    cookies.set(role, cookie)
    return cookie
  }
  return {
    ...{ url, auth, ports, http, dir, call, cookieOf },
    /** As the role, by cookie. */
    as: async (role: Role, method: string, path: string, body?: unknown) =>
      call(method, path, { cookie: await cookieOf(role), ...(body === undefined ? {} : { body }) }),
    async close() {
      await http.close()
      await auth.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
