/** The command line on a real terminal: what a person sees, and what they type. */
import { join } from 'node:path'
import { type IPty, spawn } from '@lydell/node-pty'
import { CHECKOUT } from './navette.ts'
import { poll } from './poll.ts'

export class PtyCommand {
  readonly #pty: IPty
  #seen = ''
  #exit: number | null = null
  /** up to here was waited for */
  #read = 0

  constructor(args: string[], env: Record<string, string>) {
    const options = { cols: 120, rows: 40, cwd: CHECKOUT, env: { ...process.env, ...env } as Record<string, string> }
    this.#pty = spawn(process.execPath, [join(CHECKOUT, 'server/cli/main.ts'), ...args], options)
    this.#pty.onData(text => {
      this.#seen += text
    })
    this.#pty.onExit(({ exitCode }) => {
      this.#exit = exitCode
    })
  }

  /** Something new is on the screen. */
  async sees(text: string): Promise<void> {
    const what = () => `"${text}" on the terminal, which shows ${JSON.stringify(this.#seen)}`
    await poll(what, () => {
      const at = this.#seen.indexOf(text, this.#read)
      if (at >= 0) this.#read = at + text.length
      return at >= 0
    })
  }

  types(keys: string): void {
    this.#pty.write(keys)
  }

  ended(): Promise<number> {
    const what = () => `the end of the command, which shows ${JSON.stringify(this.#seen)}`
    return poll(what, () => (this.#exit === null ? false : { code: this.#exit })).then(({ code }) => code)
  }

  get seen(): string {
    return this.#seen
  }

  kill(): void {
    if (this.#exit === null) this.#pty.kill('SIGKILL')
  }
}
