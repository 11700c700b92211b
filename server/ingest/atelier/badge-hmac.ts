import { createHmac } from 'node:crypto'

/** Lower-case hex HMAC-SHA256 of the UID's bytes under the site's badge key, itself 64 hex digits (contract §1, `badge`). */
export const badgeHmac = (badge_key: string, uid: string): string =>
  createHmac('sha256', Buffer.from(badge_key, 'hex')).update(Buffer.from(uid, 'hex')).digest('hex')
