/** What most commands begin with: the checked environment and the opened ledger of an atelier that is set up. */
import { existsSync } from 'node:fs'
import { type Config, readConfig } from '#server/config.ts'
import { type Ledger, LedgerError, openLedger } from '#server/ledger/ledger.ts'
import { CliError, EXIT_USAGE } from './output.ts'

export function configured(): Config {
  const result = readConfig(process.env)
  if (result.kind === 'problems') throw new CliError(result.problems, EXIT_USAGE)
  return result.config
}

/** Opens the ledger, runs `work`, closes it again whatever happens. Expected failures come out as one sentence. */
export async function withLedger<T>(work: (ledger: Ledger, config: Config) => Promise<T>): Promise<T> {
  const config = configured()
  if (!existsSync(config.database_file))
    throw new CliError(`there is no atelier in ${config.data} yet: run "navette setup" first`)
  const ledger = await openSaying(config)
  try {
    return await work(ledger, config)
  } finally {
    await ledger.close()
  }
}

export async function openSaying(config: Config): Promise<Ledger> {
  try {
    return await openLedger({ file: config.database_file })
  } catch (error) {
    if (error instanceof LedgerError) throw new CliError(error.message)
    throw error
  }
}
