/** Where accounts live in a data directory. */
import { join } from 'node:path'
import type { Config } from '#server/config.ts'
import { type Auth, openAuth, readOrCreateSecret } from '#server/http/auth/open.ts'

export const openAccounts = (config: Config): Promise<Auth> =>
  openAuth({ file: join(config.data, 'auth.sqlite'), secret: readOrCreateSecret(join(config.data, 'auth.secret')) })
