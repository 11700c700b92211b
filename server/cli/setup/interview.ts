/** What a first start has to know, asked on a terminal. Each answer is judged at once, by the rules of the page. */
import { Setup } from '#server/contract/setup.ts'
import { isTimezone } from '#server/domain/time.ts'
import { type Account, type Example, fileOf, type NewMachine } from '#server/first-start.ts'
import type { Check, Terminal } from './terminal.ts'
import type { Language, Say } from './texts.ts'

export type Answers = Account & { text: string }

type Given = {
  language: Language
  examples: readonly Example[]
  readExample(slug: string): string | null
  /** an atelier file that was named on the command line */
  text: string | null
}

export async function interview(terminal: Terminal, say: Say, given: Given): Promise<Answers> {
  const { text, ...rest } = given
  terminal.say(say('title'))
  const account = await askAccount(terminal, say)
  return { ...account, text: text ?? (await askAtelier(terminal, say, rest)) }
}

async function askAccount(terminal: Terminal, say: Say): Promise<Account> {
  const { name, email, password } = Setup.shape
  const shortened: Check = answer => (password.safeParse(answer).success ? null : say('password-short'))
  const called = await terminal.ask(say('name'), undefined, one =>
    name.safeParse(one).success ? null : say('missing'),
  )
  const at = await terminal.ask(say('email'), undefined, one =>
    email.safeParse(one).success ? null : say('email-wrong'),
  )
  for (;;) {
    const secret = await terminal.secret(say('password'), shortened)
    if ((await terminal.secret(say('again'))) === secret) return { name: called, email: at, password: secret }
    terminal.say(`  ${say('again-wrong')}`)
  }
}

async function askAtelier(terminal: Terminal, say: Say, { language, ...given }: Omit<Given, 'text'>): Promise<string> {
  const kinds = given.examples.length === 0 ? 1 : await terminal.choose(say('which'), [say('new'), say('example')])
  if (kinds === 2) {
    const names = given.examples.map(({ name }) => name)
    const chosen = given.examples[(await terminal.choose(say('which-example'), names)) - 1]
    const text = chosen === undefined ? null : given.readExample(chosen.slug)
    if (text !== null) return text
  }
  const needed: Check = one => (one === '' ? say('missing') : null)
  const name = await terminal.ask(say('atelier-name'), undefined, needed)
  const zone: Check = one => (isTimezone(one) ? null : say('timezone-wrong'))
  const timezone = await terminal.ask(say('timezone'), hereOr('Europe/Paris'), zone)
  const weekdays = await terminal.yes(say('weekdays'), true)
  const opening = weekdays ? [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '19:00' }] : null
  const machines = await askMachines(terminal, say)
  return JSON.stringify(fileOf({ kind: 'new', name, timezone, language, opening, machines }))
}

async function askMachines(terminal: Terminal, say: Say): Promise<NewMachine[]> {
  const machines: NewMachine[] = []
  for (;;) {
    const name = await terminal.ask(say('machine', { n: machines.length + 1 }))
    if (name === '') return machines
    const kind = await terminal.ask(say('kind'), name)
    machines.push({ name, kind, trained: await terminal.yes(say('trained'), false) })
  }
}

/** A computer that was never told where it stands says UTC. */
function hereOr(usual: string): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return timeZone === 'UTC' || !isTimezone(timeZone) ? usual : timeZone
}
