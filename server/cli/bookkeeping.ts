/** What the commands about books and mail share: the desk on the opened ledger. */
import { type Bookkeeping, createBookkeeping } from '#server/bookkeeping/desk.ts'
import { booksFiles } from '#server/books-files.ts'
import type { Directory } from '#server/domain/directory.ts'
import { mailSettings } from '#server/outbox.ts'
import { withLedger } from './context.ts'
import { CliError, EXIT_USAGE } from './output.ts'

export const withBookkeeping = <T>(work: (desk: Bookkeeping, directory: Directory) => Promise<T>): Promise<T> =>
  withLedger(async (ledger, config) => {
    const { directory } = await ledger.present()
    if (directory.site === null) throw new CliError('there is no atelier here yet: run "navette setup" first')
    const parts = {
      ledger,
      files: booksFiles,
      mail: mailSettings(config),
      directory: () => directory,
      now_ms: Date.now,
    }
    return work(createBookkeeping(parts), directory)
  })

export function yearOf(text: string): string {
  if (!/^20\d\d$/.test(text)) throw new CliError(`"${text}" is no year: write it as 2026`, EXIT_USAGE)
  return text
}
