/** Questions on a terminal, or on lines that come through a pipe. Ctrl-C, Ctrl-D and the end of the pipe give the lesson up. */
import { createInterface, type Interface } from 'node:readline'

export class LessonGivenUp extends Error {}

export class Terminal {
  readonly #lines: Interface
  readonly #output: NodeJS.WriteStream
  readonly #said: string[] = []
  #answer: { take(line: string): void; giveUp(): void } | null = null
  #closed = false

  constructor(input: NodeJS.ReadStream, output: NodeJS.WriteStream) {
    this.#output = output
    this.#lines = createInterface({ input, output })
    this.#lines.on('line', line => {
      if (this.#answer === null) this.#said.push(line)
      else this.#answer.take(line)
    })
    this.#lines.on('SIGINT', () => this.#lines.close())
    this.#lines.on('close', () => {
      this.#closed = true
      this.#answer?.giveUp()
    })
  }

  ask(question: string): Promise<string> {
    this.#lines.setPrompt(question.slice(question.lastIndexOf('\n') + 1))
    // The prompt is one line; what stands above it is written once
    const above = question.slice(0, question.lastIndexOf('\n') + 1)
    if (above !== '' && !this.#closed) this.#output.write(above)
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        this.#answer = null
        settle()
      }
      const next = this.#said.shift()
      if (next !== undefined) return resolve(next)
      if (this.#closed) return reject(new LessonGivenUp())
      this.#answer = {
        take: line => done(() => resolve(line)),
        giveUp: () => done(() => reject(new LessonGivenUp())),
      }
      this.#lines.prompt()
    })
  }

  close(): void {
    this.#lines.close()
  }
}
