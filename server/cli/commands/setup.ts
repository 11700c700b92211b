/** First start on a terminal: data directory, atelier, first manager. Running it twice is refused: it would mint a second owner. */
import { mkdirSync, readFileSync } from 'node:fs'
import type { Config } from '#server/config.ts'
import { firstAccount } from '#server/first-start.ts'
import { openAccounts } from '../accounts.ts'
import { configured, openSaying } from '../context.ts'
import { sentenceOf } from '../import-atelier.ts'
import { CliError, EXIT_USAGE, print, readText } from '../output.ts'

type Options = {
  email?: string
  passwordFile?: string
  atelier?: string
  site: string
  name: string
  json?: boolean
}

/** Who says who they are is asked nothing; who says nothing, on a terminal, is asked everything. */
export async function setup(options: Options): Promise<void> {
  const { email, passwordFile } = options
  if (email === undefined && passwordFile === undefined && process.stdin.isTTY && process.stdout.isTTY)
    return (await import('../setup/on-terminal.ts')).setupOnTerminal(configured(), options.atelier)
  for (const [option, value] of Object.entries({ '--email <email>': email, '--password-file <file>': passwordFile }))
    if (value === undefined) throw new CliError(`required option '${option}' not specified`, EXIT_USAGE)
  return setupBy({ ...options, email: email ?? '', passwordFile: passwordFile ?? '' })
}

type Given = Options & { email: string; passwordFile: string }

async function setupBy(options: Given): Promise<void> {
  const config = configured()
  const password = readText('the password file', options.passwordFile, file => readFileSync(file, 'utf8')).replace(
    /\r?\n$/,
    '',
  )
  const text =
    options.atelier === undefined
      ? JSON.stringify({ navette: 1, site: options.site, name: options.site, timezone: 'Europe/Paris' })
      : readText('the atelier file', options.atelier, file => readFileSync(file, 'utf8'))
  const { email, name } = options
  const { site, manager } = await setUp(config, { email, name, password, text })
  const result = { site, manager }
  print(
    result,
    [`The atelier ${result.site} is ready; ${result.manager} may sign in. Start it with: navette serve`],
    options.json,
  )
}

export type SetUp = { email: string; password: string; name: string; text: string }

export type SetUpDone = { site: string; name: string; manager: string }

export async function setUp(config: Config, { text, ...account }: SetUp): Promise<SetUpDone> {
  makeDirectory(config.data)
  const ledger = await openSaying(config)
  const auth = await openAccounts(config)
  try {
    const made = await firstAccount({ ledger, auth, now_ms: Date.now }, account, text)
    if (made.kind === 'set-up-already') throw new CliError(`${config.data} is already set up`)
    if (made.kind === 'refused') throw new CliError(made.problems.map(sentenceOf))
    return { site: made.file.site, name: made.file.name, manager: account.email }
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
