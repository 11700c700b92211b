/**
 * The book of record behind its doors: ingest commits to it, HTTP and telemetry read from it, commands append to it. Every
 * operation is asynchronous, so that a database across a network can stand behind the same ports.
 *
 * One connection writes. What ingest asks about a message is answered on it at once; what may look at much goes to a
 * worker with a read-only connection of its own.
 */
import { Checkpointer } from './checkpoint.ts'
import { type Connection, openConnection } from './connection.ts'
import { accountsDoor } from './doors/accounts.ts'
import { booksDoor } from './doors/books.ts'
import { keepingDoor } from './doors/keeping.ts'
import { mailDoor } from './doors/mail.ts'
import { messagesDoor } from './doors/messages.ts'
import { partsOf } from './doors/parts.ts'
import { peopleDoor } from './doors/people.ts'
import { sessionsDoor } from './doors/sessions.ts'
import { siteDoor } from './doors/site.ts'
import { telemetryDoor } from './doors/telemetry.ts'
import { adoptEdition } from './edition.ts'
import { translating } from './errors.ts'
import { acquireServeLock, type ServeLock } from './lock.ts'
import { migrate, readMigrations, requireCurrent } from './migrate.ts'

export { LedgerError } from './errors.ts'
export type * from './types.ts'

export type LedgerLog = { warn(fields: object, message: string): void }
export type LedgerOptions = {
  file: string
  readonly?: boolean | undefined
  /** `serve` holds the data directory alone among servers, until it dies; commands work beside it. */
  role?: 'serve' | 'command' | undefined
  log?: LedgerLog | undefined
  now_ms?: (() => number) | undefined
}
export type Ledger = ReturnType<typeof ledgerOn>

export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { file, readonly = false, role = 'command' } = options
  const migrations = readMigrations()
  const db = openConnection(file, { readonly })
  let lock: ServeLock | null = null
  try {
    if (role === 'serve') lock = acquireServeLock(file)
    if (readonly) requireCurrent(db, file, migrations.length)
    else
      translating(file, () => {
        migrate(db, file, migrations)
        adoptEdition(db, file, role === 'serve', options.now_ms?.() ?? Date.now())
      })
    return ledgerOn(db, lock, options)
  } catch (error) {
    lock?.release()
    db.close()
    throw error
  }
}

function ledgerOn(db: Connection, lock: ServeLock | null, { file, role, log, now_ms = Date.now }: LedgerOptions) {
  const parts = partsOf(db, file, now_ms)
  const checkpointer = role === 'serve' ? new Checkpointer(file, log) : null
  const messages = messagesDoor(parts)
  return {
    ...messages,
    ...sessionsDoor(parts),
    ...peopleDoor(parts),
    ...booksDoor(parts),
    ...accountsDoor(parts),
    ...mailDoor(parts),
    ...telemetryDoor(parts),
    ...siteDoor(parts),
    ...keepingDoor(parts, messages.present),
    async close(): Promise<void> {
      await Promise.all([parts.reader.close(), checkpointer?.close()])
      db.close()
      lock?.release()
    },
  }
}
