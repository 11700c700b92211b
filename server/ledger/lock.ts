/**
 * One `serve` per data directory. The lock is an exclusive transaction on a file of its own: the operating system lets go
 * of it when the process dies, however it dies. Commands do not take it; they share the ledger through SQLite itself.
 */
import Database from 'better-sqlite3'
import { asLedgerError, LedgerError } from './errors.ts'

export type ServeLock = { release(): void }

export function acquireServeLock(ledger_file: string): ServeLock {
  const file = `${ledger_file}.serve-lock`
  const db = new Database(file, { timeout: 0 })
  try {
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    const known = asLedgerError(error, file)
    if (known instanceof LedgerError && known.kind === 'busy')
      throw new LedgerError('in-use', `${ledger_file}: another navette serve is already working on this directory`)
    throw known
  }
  return { release: () => db.close() }
}
