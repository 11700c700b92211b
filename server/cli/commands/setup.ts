/** First start on a terminal: data directory, atelier, first manager. Running it twice is refused: it would mint a second owner. */
import { mkdirSync, readFileSync } from 'node:fs'
import type { Config } from '#server/config.ts'
import { openAccounts } from '../accounts.ts'
import { configured, openSaying } from '../context.ts'
import { importAtelier } from '../import-atelier.ts'
import { CliError, print, readText } from '../output.ts'

type Options = { email: string; passwordFile: string; atelier?: string; site: string; name: string; json?: boolean }

export async function setup(options: Options): Promise<void> {
  const config = configured()
  const password = readText('the password file', options.passwordFile, file => readFileSync(file, 'utf8')).replace(
    /\r?\n$/,
    '',
  )
  const text =
    options.atelier === undefined
      ? JSON.stringify({ navette: 1, site: options.site, name: options.site, timezone: 'Europe/Paris' })
      : readText('the atelier file', options.atelier, file => readFileSync(file, 'utf8'))
  const result = await setUp(config, { ...options, password, text })
  print(
    result,
    [`The atelier ${result.site} is ready; ${result.manager} may sign in. Start it with: navette serve`],
    options.json,
  )
}

export type SetUp = { email: string; password: string; name: string; text: string }

export async function setUp(config: Config, wanted: SetUp): Promise<{ site: string; manager: string }> {
  makeDirectory(config.data)
  const ledger = await openSaying(config)
  const auth = await openAccounts(config)
  try {
    if (auth.countUsers() > 0) throw new CliError(`${config.data} is already set up`)
    const { file } = await importAtelier(ledger, wanted.text)
    const made = await auth.createUser({
      email: wanted.email,
      password: wanted.password,
      name: wanted.name,
      role: 'manager',
      member: null,
    })
    if (made.kind === 'email-taken') throw new CliError(`${wanted.email} already has an account`)
    if (made.kind === 'invalid') throw new CliError(`${made.path}: ${made.message}`)
    // Who may open every door, and since when, stands in the audit from the first account on. By id: names are elsewhere.
    const audited = { actor: 'setup', action: 'account-create', subject: made.user.id, detail: made.user.role }
    await ledger.appendAudit({ at_ms: Date.now(), ...audited })
    return { site: file.site, manager: wanted.email }
  } finally {
    await auth.close()
    await ledger.close()
  }
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new CliError(`cannot make the data directory ${directory}: ${(error as Error).message}`)
  }
}
