/** Questions on a terminal, one after another. What is secret is not shown; leaving in the middle is an answer too. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { CliError } from '../output.ts'

/** A sentence where an answer will not do, null where it will. */
export type Check = (answer: string) => string | null

export type Terminal = {
  say(line: string): void
  ask(question: string, usual?: string, check?: Check): Promise<string>
  secret(question: string, check?: Check): Promise<string>
  /** From 1. */
  choose(question: string, choices: readonly string[]): Promise<number>
  yes(question: string, usual: boolean): Promise<boolean>
  /** The next time Enter is pressed. */
  entered(signal: AbortSignal): Promise<void>
  close(): void
}

/** `left`: what leaving now leaves behind, which is not the same all the way. */
export type TerminalWords = { choice: string; yes: RegExp; yesNo: [string, string]; left: () => string }
type Ends = { input: NodeJS.ReadStream; output: NodeJS.WriteStream }

export function openTerminal({ input, output }: Ends, words: TerminalWords): Terminal {
  let hidden = false
  const shown = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (!hidden) output.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input, output: shown, terminal: true })
  const left = new AbortController()
  // Ctrl-C and Ctrl-D in the middle of a question; afterwards nobody waits for it
  lines.on('SIGINT', () => left.abort())
  lines.on('close', () => left.abort())

  const question = async (text: string): Promise<string> => {
    try {
      return (await lines.question(text, { signal: left.signal })).trim()
    } catch {
      throw new CliError(words.left())
    }
  }
  const untilGood = async (once: () => Promise<string>, check: Check | undefined): Promise<string> => {
    for (;;) {
      const answer = await once()
      const why = check?.(answer) ?? null
      if (why === null) return answer
      output.write(`  ${why}\n`)
    }
  }
  const ask: Terminal['ask'] = (text, usual, check) =>
    untilGood(
      async () => (await question(`${text}${usual === undefined ? '' : ` [${usual}]`} `)) || (usual ?? ''),
      check,
    )
  return {
    say: line => void output.write(`${line}\n`),
    ask,
    secret: (text, check) =>
      untilGood(async () => {
        output.write(`${text} `)
        hidden = true
        try {
          return await question('')
        } finally {
          hidden = false
          output.write('\n')
        }
      }, check),
    async choose(text, choices) {
      output.write(`${text}\n${choices.map((choice, i) => `  ${i + 1}. ${choice}\n`).join('')}`)
      const good = (answer: string) => /^\d+$/.test(answer) && Number(answer) >= 1 && Number(answer) <= choices.length
      return Number(await ask('›', '1', answer => (good(answer) ? null : words.choice)))
    },
    async yes(text, usual) {
      const answer = await question(`${text} [${words.yesNo[usual ? 0 : 1]}] `)
      return answer === '' ? usual : words.yes.test(answer)
    },
    entered: async signal => {
      await lines.question('', { signal: AbortSignal.any([signal, left.signal]) }).catch(() => undefined)
      if (left.signal.aborted) throw new CliError(words.left())
    },
    close: () => lines.close(),
  }
}
