/** The site's name and badge key: made once, never changed, because badges are kept only as HMAC under that key. */
import { randomBytes } from 'node:crypto'
import type { Connection } from '../connection.ts'
import { LedgerError } from '../errors.ts'
import type { Settings } from '../types.ts'

/** Contract §1 `badge`: 32 bytes, given as 64 hex digits. */
const BADGE_KEY_BYTES = 32

export type SettingsStore = {
  read(): Settings | null
  /** Sets the site up, or finds it set up already; another site in the same file is refused. */
  setUp(site: string): Settings
}

export function settingsStore(db: Connection): SettingsStore {
  const get = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck()
  const put = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?)')

  const read = (): Settings | null => {
    const site = get.get('site')
    const badge_key = get.get('badge_key')
    return site === undefined || badge_key === undefined ? null : { site, badge_key }
  }
  const setUp = db.transaction((site: string): Settings => {
    const present = read()
    if (present !== null && present.site !== site)
      throw new LedgerError('refused', `this ledger belongs to the site ${present.site}, not ${site}`)
    if (present !== null) return present
    const badge_key = randomBytes(BADGE_KEY_BYTES).toString('hex')
    put.run('site', site)
    put.run('badge_key', badge_key)
    return { site, badge_key }
  })
  return { read, setUp: site => setUp.immediate(site) }
}
