/** The raw UID never leaves reader or gateway (contract §1 `badge`): only its HMAC-SHA256 under the site's badge key. */
import { createHmac } from 'node:crypto'

export const badgeHmac = (badge_key_hex: string, uid_hex: string): string =>
  createHmac('sha256', Buffer.from(badge_key_hex, 'hex')).update(Buffer.from(uid_hex, 'hex')).digest('hex')
