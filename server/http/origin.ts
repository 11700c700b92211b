/** Cross-site request forgery: does the page that sent this request come from us? */
import type { IncomingHttpHeaders } from 'node:http'

/**
 * Browsers send Origin with every unsafe request; scripts and tests send neither Origin nor Sec-Fetch-Site, and carry no
 * cookie they did not put there themselves. `null` (a sandboxed frame) is foreign.
 */
export function originTrusted(headers: IncomingHttpHeaders, baseURL: string | undefined): boolean {
  const { origin, host } = headers
  if (origin === undefined) {
    const site = headers['sec-fetch-site']
    return site === undefined || site === 'same-origin' || site === 'none'
  }
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return url.host === host || (baseURL !== undefined && url.origin === new URL(baseURL).origin)
}
