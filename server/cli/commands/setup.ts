/** First start on a terminal: data directory, atelier, first manager. Running it twice is refused: it would mint a second owner. */
import * as z from 'zod'
import type { Config } from '#server/config.ts'
import { SLUG_PATTERN } from '#server/contract/topics.ts'
import { firstAccount } from '#server/first-start.ts'
import { makeDirectory } from '#server/make-directory.ts'
import { openAccounts } from '../accounts.ts'
import { configured, openSaying } from '../context.ts'
import { sentenceOf } from '../import-atelier.ts'
import { notStarted } from '../not-started.ts'
import { CliError, EXIT_USAGE, print } from '../output.ts'
import { readText } from '../text-file.ts'
import { unsignedIn, unsignedWords } from '../unsigned.ts'

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

/** Seen before anything is made, so that nothing is left of it. */
const mistypedIn = ({ email, site }: Given): string[] => [
  ...(z.email().safeParse(email).success ? [] : [`--email: "${email}" is not an e-mail address`]),
  ...(SLUG_PATTERN.test(site) ? [] : [`--site: "${site}" is no slug: small letters, digits and hyphens, at most 32`]),
]

type Given = Options & { email: string; passwordFile: string }

async function setupBy(options: Given): Promise<void> {
  const mistyped = mistypedIn(options)
  if (mistyped.length > 0) throw new CliError(mistyped, EXIT_USAGE)
  const config = configured()
  const password = readText('the password file', options.passwordFile).replace(/\r?\n$/, '')
  const text =
    options.atelier === undefined
      ? JSON.stringify({ navette: 1, site: options.site, name: options.site, timezone: 'Europe/Paris' })
      : readText('the atelier file', options.atelier)
  const { email, name } = options
  const { site, manager, charter_unsigned } = await setUp(config, { email, name, password, text })
  const result = { site, manager }
  print(
    result,
    [
      ...unsignedWords(charter_unsigned),
      `The atelier ${result.site} is ready; ${result.manager} may sign in. Start it with: navette serve`,
    ],
    options.json,
  )
}

export type SetUp = { email: string; password: string; name: string; text: string }

export type SetUpDone = { site: string; name: string; manager: string; charter_unsigned: number }

export async function setUp(config: Config, { text, ...account }: SetUp): Promise<SetUpDone> {
  try {
    makeDirectory(config.data, 0o700)
  } catch (error) {
    throw notStarted(error, config)
  }
  const ledger = await openSaying(config)
  const auth = await openAccounts(config)
  try {
    const made = await firstAccount({ ledger, auth, now_ms: Date.now }, account, text)
    if (made.kind === 'set-up-already') throw new CliError(`${config.data} is already set up`)
    if (made.kind === 'refused') throw new CliError(made.problems.map(sentenceOf))
    const { members } = (await ledger.present()).directory
    const charter_unsigned = unsignedIn([...members.values()])
    return { site: made.file.site, name: made.file.name, manager: account.email, charter_unsigned }
  } finally {
    await auth.close()
    await ledger.close()
  }
}
