/** `navette export fec` and `navette export csv`: the journals of a year or month, as a file or to standard output. */
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { wordsOf } from '#server/domain/refusals.ts'
import { issuerOf } from '../bank.ts'
import { withBookkeeping } from '../bookkeeping.ts'
import { money } from '../books.ts'
import { billedPeriod } from '../invoices.ts'
import { CliError, print } from '../output.ts'

type Options = { issuer?: string; out?: string; json?: boolean }

export const exportBooks = (kind: 'fec' | 'csv', text: string, options: Options): Promise<void> =>
  withBookkeeping(async (desk, directory) => {
    const span = billedPeriod(text)
    const issuer = issuerOf(options.issuer, directory)
    const outcome = await desk[kind]({ issuer, span })
    if (outcome.kind === 'objected') throw new CliError(wordsOf(outcome.objection))
    const { name, bytes, entries, debit_cents } = outcome.file
    if (options.out === undefined && options.json !== true) return void process.stdout.write(bytes)
    const file = options.out === undefined ? null : written(options.out, name, bytes)
    const what = kind === 'fec' ? 'in FEC layout (an import for the accountant, not the legal FEC)' : 'as a table'
    const words = `${entries} entries, ${money(debit_cents)} on each side, ${what}${file === null ? '' : `: ${file}`}`
    print({ issuer, span, name, file, entries, debit_cents }, [words], options.json)
  })

/** The books name people: what is written can be read by its owner alone. */
function written(out: string, name: string, bytes: Uint8Array): string {
  const file = statSync(out, { throwIfNoEntry: false })?.isDirectory() === true ? join(out, name) : out
  try {
    writeFileSync(file, bytes, { mode: 0o600 })
  } catch (error) {
    throw new CliError(`cannot write ${file}: ${(error as Error).message}`)
  }
  return file
}
