/** better-auth, set up for Navette: e-mail and password, cookie sessions, accounts made by a manager only. */
import type { Database } from 'better-sqlite3'

export const PASSWORD_LENGTH_MIN = 8
export const PASSWORD_LENGTH_MAX = 128
const SESSION_LIFE_S = 7 * 24 * 3600
const SESSION_RENEW_S = 24 * 3600

export type EngineOptions = { db: Database; secret: string; baseURL: string | undefined }

/**
 * Imported here and not at the top: the library costs some 300 ms to load, more than the rest of HTTP, and nothing needs it
 * before the first sign-in (docs/adr/0030-sign-in.md).
 */
export async function startEngine({ db, secret, baseURL }: EngineOptions) {
  const [{ betterAuth }, { getMigrations }] = await Promise.all([
    import('better-auth'),
    import('better-auth/db/migration'),
  ])
  const options = {
    database: db,
    secret,
    // only cookies' names and defaults hang on it: none of the library's own endpoints is exposed
    baseURL: baseURL ?? 'http://localhost',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH_MIN,
      maxPasswordLength: PASSWORD_LENGTH_MAX,
    },
    session: { expiresIn: SESSION_LIFE_S, updateAge: SESSION_RENEW_S },
    advanced: {
      cookiePrefix: 'navette',
      // the login route adds `Secure` behind https; a `__Secure-` name would change with it and sign everybody out
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' as const },
      ipAddress: { ipAddressHeaders: ['x-navette-ip'] },
    },
    user: {
      additionalFields: {
        role: { type: 'string' as const, required: true, input: false },
        member: { type: 'string' as const, required: false, input: false },
        organisation: { type: 'string' as const, required: false, input: false },
      },
    },
  }
  const { runMigrations } = await getMigrations(options)
  await runMigrations()
  const auth = betterAuth(options)
  return { api: auth.api, context: await auth.$context }
}

export type Engine = Awaited<ReturnType<typeof startEngine>>
