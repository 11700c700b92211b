/** The first start without a browser: the same questions, the same first station, and Navette runs on when it is over. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '#server/config.ts'
import { readExample, readExamples } from '#server/first-start.ts'
import { CHECKOUT } from '../child.ts'
import { startServing } from '../commands/serve.ts'
import { setUp } from '../commands/setup.ts'
import { CliError } from '../output.ts'
import { readText } from '../text-file.ts'
import { signedIn } from './api.ts'
import { interview } from './interview.ts'
import { pairOnTerminal } from './pairing.ts'
import { openTerminal } from './terminal.ts'
import { languageOf, sayIn } from './texts.ts'

const EXAMPLES = join(CHECKOUT, 'docs/ateliers')

export async function setupOnTerminal(config: Config, file: string | undefined): Promise<void> {
  if (existsSync(config.database_file)) throw new CliError(`${config.data} is already set up`)
  const language = languageOf(process.env)
  const say = sayIn(language)
  const text = file === undefined ? null : readText('the atelier file', file)
  const [y, n] = [say('yes'), say('no')]
  const yesNo: [string, string] = [`${y.toUpperCase()}/${n}`, `${y}/${n.toUpperCase()}`]
  let made = false
  const words = { choice: say('choice'), yes: /^[oy]/i, yesNo, left: () => say(made ? 'left-made' : 'left') }
  const terminal = openTerminal({ input: process.stdin, output: process.stdout }, words)
  try {
    const examples = readExamples(EXAMPLES)
    const given = { language, examples, readExample: (slug: string) => readExample(EXAMPLES, slug), text }
    const account = await interview(terminal, say, given)
    const { email } = account
    const { name } = await setUp(config, account)
    made = true
    terminal.say(say('ready', { name, email }))
    const { http } = await startServing(quiet(config))
    try {
      const url = `http://${http}`
      terminal.say(say('running', { url }))
      await pairOnTerminal(terminal, say, await signedIn(url, account), url)
    } catch (failure) {
      // Who leaves in the middle wants their prompt and the ports back: ended as Ctrl-C ends `serve`, with the page's build
      process.kill(process.pid, 'SIGTERM')
      throw failure
    }
    terminal.say(say('stop'))
  } finally {
    terminal.close()
  }
}

/** Between two questions nobody reads a log, unless it was asked for. */
const quiet = (config: Config): Config => (process.env.NAVETTE_LOG ? config : { ...config, log: 'warn' })
