/** Brings a ledger file to the schema this program knows: numbered SQL files, each applied once, all in one transaction. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Connection } from './connection.ts'
import { LedgerError } from './errors.ts'

export type Migration = { version: number; name: string; sql: string }

const FOLDER = new URL('./migrations/', import.meta.url)

export function readMigrations(folder: URL = FOLDER): Migration[] {
  const migrations = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => ({ version: Number.parseInt(name, 10), name, sql: readFileSync(new URL(name, folder), 'utf8') }))
  migrations.forEach(({ version, name }, i) => {
    if (version !== i + 1) throw new Error(`migration ${name} should be number ${i + 1}`)
  })
  return migrations
}

export const versionOf = (db: Connection): number => db.pragma('user_version', { simple: true }) as number

/** Refuses a file from a newer program: writing to a schema one does not know loses data. */
export function migrate(db: Connection, file: string, migrations: Migration[]): void {
  const known = migrations.length
  if (refuseNewer(db, file, known) === known) return
  db.transaction(() => {
    // Read again inside: another process may have migrated while this one waited for the lock.
    const from = refuseNewer(db, file, known)
    if (from === 0) refuseForeign(db, file)
    for (const { version, sql } of migrations.slice(from)) {
      db.exec(sql)
      db.pragma(`user_version = ${version}`)
    }
  }).immediate()
}

/** For connections that may not write. */
export function requireCurrent(db: Connection, file: string, known: number): void {
  const version = refuseNewer(db, file, known)
  if (version < known)
    throw new LedgerError('missing', `${file}: schema ${version} of ${known}; run a command that may write first`)
}

function refuseNewer(db: Connection, file: string, known: number): number {
  const version = versionOf(db)
  if (version > known)
    throw new LedgerError(
      'newer-version',
      `${file}: written by a newer Navette (schema ${version}, this program knows ${known}); use that version`,
    )
  return version
}

/** Somebody else's database has tables, but none of our versions. */
function refuseForeign(db: Connection, file: string): void {
  const objects = db.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() ?? 0
  if (objects > 0) throw new LedgerError('not-a-database', `${file}: it belongs to another program`)
}
