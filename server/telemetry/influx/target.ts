/** Where and as whom: one InfluxDB, its credentials and its database. */

export type InfluxConfig = {
  url: string
  /** version 1: `user:password`, or null without authentication; 2 and 3: an API token */
  token: string | null
  /** version 2 only */
  org: string | null
  /** bucket; in version 1 and 3 the database */
  bucket: string
  version: 1 | 2 | 3
  /** how long one request may take; 10 s when absent */
  timeout_ms?: number
}

/** Beyond it a request is given up and tried again: a server that hangs is a server that is down. */
const TIMEOUT_MS = 10_000

export const deadline = (config: InfluxConfig): AbortSignal => AbortSignal.timeout(config.timeout_ms ?? TIMEOUT_MS)

/** `http://user:password@host` works as in a browser: the credentials leave the address, which stands in messages. */
export function withoutUser(config: InfluxConfig): InfluxConfig {
  const url = new URL(config.url)
  const { username, password } = url
  if (username === '') return config
  url.username = ''
  url.password = ''
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { ...config, url: url.href, token: config.token ?? user }
}

/** Every 1.x, with 1.8's /api/v2/write too, takes Basic; 2 wants `Token`, 3 `Bearer`. */
export function authorization(config: InfluxConfig): Record<string, string> {
  if (config.token === null) return {}
  switch (config.version) {
    case 1:
      return { authorization: `Basic ${Buffer.from(config.token, 'utf8').toString('base64')}` }
    case 2:
      return { authorization: `Token ${config.token}` }
    case 3:
      return { authorization: `Bearer ${config.token}` }
  }
}

export const shownUrl = (config: InfluxConfig): string => new URL(config.url).origin

export function endpoint(config: InfluxConfig, path: string): string {
  return `${config.url.replace(/\/+$/, '')}${path}`
}

export async function request(config: InfluxConfig, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(endpoint(config, path), {
      ...init,
      headers: { ...authorization(config), ...init.headers },
      signal: deadline(config),
    })
  } catch (error) {
    throw unreachable(config, error)
  }
}

export function unreachable(config: InfluxConfig, error: unknown): Error {
  return new Error(`InfluxDB at ${shownUrl(config)} does not answer (${reason(error)})`, { cause: error })
}

/** `fetch` hides the system's error in a cause; a deadline is a TimeoutError there and an AbortError of the client's. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'time is up'
  const cause = error.cause instanceof Error ? error.cause : error
  const { code } = cause as { code?: unknown }
  return typeof code === 'string' ? code : cause.message
}

/** One sentence that says what to do, for every answer that means "not now". */
export function refusal(config: InfluxConfig, status: number, detail: string): Error {
  const where = `InfluxDB at ${shownUrl(config)}`
  const said = detail === '' ? '' : `: ${detail}`
  if (status === 401) return new Error(`${where} refuses the credentials (401): check NAVETTE_INFLUX_TOKEN${said}`)
  if (status === 403) return new Error(`${where} grants no access to ${config.bucket} (403)${said}`)
  if (status === 404 && config.version === 2) {
    return new Error(
      `${where} has no bucket ${config.bucket} in organisation ${config.org ?? '(none)'}: create it first${said}`,
    )
  }
  if (status === 404) return new Error(`${where} has no database ${config.bucket}: create it first${said}`)
  return new Error(`${where} answered ${status}${said}`)
}
