/** Opens the SQLite file with the settings durability rests on. */
import { accessSync, chmodSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { LedgerError, translating } from './errors.ts'

/** How long a writer waits for another one; a command's transaction lasts milliseconds, an import well under a second. */
const BUSY_TIMEOUT_MS = 5_000
/** Pages of 4 KiB kept in memory: the hot leaves of the journal's indexes for some thousand stations. */
const CACHE_KIB = 32_768
/**
 * The checkpointer (checkpoint.ts) copies the WAL back off the commit path long before this; it is the backstop that
 * keeps the file bounded (64 MiB) where no checkpointer runs, as in a command.
 */
const WAL_AUTOCHECKPOINT_PAGES = 16_384

/** Names, addresses, bank details and the badge key, also where the directory was made by somebody with an open umask. */
const OWNER_ALONE = 0o600

export type Connection = Database.Database

export function openConnection(file: string, options: { readonly: boolean }): Connection {
  checkPlace(file, options.readonly)
  const made_here = !options.readonly && !existsSync(file)
  return translating(file, () => {
    const db = new Database(file, {
      readonly: options.readonly,
      fileMustExist: options.readonly,
      timeout: BUSY_TIMEOUT_MS,
    })
    try {
      // SQLite gives its WAL the rights of its file
      if (made_here) chmodSync(file, OWNER_ALONE)
      db.pragma(`cache_size = -${CACHE_KIB}`)
      db.pragma('foreign_keys = ON')
      if (options.readonly) {
        // The first read is where SQLite notices that a file is not its own.
        db.pragma('schema_version')
        return db
      }
      db.pragma('journal_mode = WAL')
      // PUBACK means committed (contract §1): the WAL is synced before COMMIT returns, and better-sqlite3's default
      // for WAL is NORMAL, which is not that.
      db.pragma('synchronous = FULL')
      db.pragma(`wal_autocheckpoint = ${WAL_AUTOCHECKPOINT_PAGES}`)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}

/** better-sqlite3 only says "directory does not exist"; people need to know which of the three it is. */
function checkPlace(file: string, readonly: boolean): void {
  const directory = dirname(file)
  if (!existsSync(directory)) throw new LedgerError('missing', `${directory}: this directory does not exist`)
  if (!statSync(directory).isDirectory()) throw new LedgerError('missing', `${directory}: this is not a directory`)
  if (readonly) {
    if (!existsSync(file)) throw new LedgerError('missing', `${file}: there is no ledger here`)
    return
  }
  for (const path of existsSync(file) ? [directory, file] : [directory]) {
    try {
      accessSync(path, constants.W_OK)
    } catch (error) {
      throw new LedgerError('read-only', `${path}: it may not be written`, { cause: error })
    }
  }
}
