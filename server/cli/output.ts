/** What commands print: results on standard output, everything else on standard error. */

export const EXIT_FAILED = 1
export const EXIT_USAGE = 2

/** An expected refusal: lines for a person, no stack. */
export class CliError extends Error {
  readonly lines: string[]
  readonly exit_code: number
  constructor(lines: string | string[], exit_code = EXIT_FAILED) {
    const all = typeof lines === 'string' ? [lines] : lines
    super(all.join('\n'))
    this.lines = all
    this.exit_code = exit_code
  }
}

export function fail(lines: string[], exit_code: number): void {
  for (const line of lines) process.stderr.write(`navette: ${line}\n`)
  process.exitCode = exit_code
}

/** The result: as one JSON line, or as text for a person. */
export function print(result: unknown, text: string[], json: boolean | undefined): void {
  process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : `${text.join('\n')}\n`)
}
