/** Who opens a socket: the cookie of the sign-in, or a bearer token in `auth` or header. */
import type { IncomingHttpHeaders } from 'node:http'
import type { LiveCredentials } from './ports.ts'

type Handshake = { headers: IncomingHttpHeaders; auth: Record<string, unknown> }

export function credentialsOf({ headers, auth }: Handshake): LiveCredentials {
  const { token } = auth
  if (typeof token === 'string' && token !== '') return { authorization: `Bearer ${token}` }
  return { cookie: headers.cookie, authorization: headers.authorization }
}

/**
 * SameSite cookies do travel with a WebSocket of the same site, so the page must be of this very origin. Scripts send no Origin.
 * The same rule as HTTP's, which an adapter may not import.
 */
export function originTrusted({ origin, host }: IncomingHttpHeaders, baseURL: string | undefined): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return url.host === host || (baseURL !== undefined && url.origin === new URL(baseURL).origin)
}
