import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { emptyGroup, temporaryDirectory } from '#test/support/ledger-lab.ts'
import { openConnection } from './connection.ts'
import { openLedger } from './ledger.ts'
import { type Migration, migrate, readMigrations, versionOf } from './migrate.ts'

let directory: string
let file: string
beforeEach(() => {
  directory = temporaryDirectory()
  file = join(directory, 'navette.sqlite')
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

describe('opening', () => {
  it('is durable: WAL, synced at every commit', async () => {
    const db = openConnection(file, { readonly: false })
    const pragma = (name: string): unknown => db.pragma(name, { simple: true })
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')]).toEqual(['wal', 2, 1])
    db.close()
  })

  it('begins with an empty journal', async () => {
    const ledger = await openLedger({ file })
    expect(await ledger.load()).toMatchObject({ head: 0, states: new Map() })
    expect(await ledger.head()).toEqual({ n: 0, chain: '0'.repeat(64) })
    expect(await ledger.settings()).toBeNull()
    expect(await ledger.verify()).toMatchObject({ ok: true, messages: 0, journal_head: '0'.repeat(64) })
    await expect(ledger.addGateway('g1', [])).rejects.toMatchObject({ kind: 'refused' })
    await ledger.close()
  })

  it.each([
    ['a directory that is not there', () => join(directory, 'gone', 'navette.sqlite'), 'missing'],
    ['a file for a directory', () => join(textFile('plain'), 'navette.sqlite'), 'missing'],
    ['a file that is no database', () => textFile('navette.sqlite'), 'not-a-database'],
    ['a directory under that name', () => folder('navette.sqlite'), 'read-only'],
  ])('says so of %s', async (_what, path, kind) => {
    await expect(openLedger({ file: path() })).rejects.toMatchObject({ name: 'LedgerError', kind })
  })

  it('does not make a ledger where it may only read', async () => {
    await expect(openLedger({ file, readonly: true })).rejects.toMatchObject({ kind: 'missing' })
    expect(existsSync(file)).toBe(false)
  })

  it('says so of a read-only directory', async () => {
    const mounted = mountTmpfs('ro,size=64k')
    if (mounted === null) return expect(process.getuid?.()).not.toBe(0)
    await expect(openLedger({ file: join(mounted, 'navette.sqlite') })).rejects.toMatchObject({ kind: 'read-only' })
  })

  it('is read by its owner alone, whatever directory it lies in; what is there already keeps its rights', async () => {
    const rights = (name: string): number => statSync(name).mode & 0o777
    const ledger = await openLedger({ file })
    await ledger.setUp('demo')
    expect([rights(file), rights(`${file}-wal`)]).toEqual([0o600, 0o600])
    await ledger.close()
    chmodSync(file, 0o640)
    await (await openLedger({ file })).close()
    expect(rights(file)).toBe(0o640)
  })

  it('serves a data directory once, beside any number of commands', async () => {
    const first = await openLedger({ file, role: 'serve' })
    await expect(openLedger({ file, role: 'serve' })).rejects.toMatchObject({ kind: 'in-use' })
    const command = await openLedger({ file })
    await command.setUp('demo')
    await command.close()
    await first.close()
    const second = await openLedger({ file, role: 'serve' })
    expect(await second.settings()).toMatchObject({ site: 'demo' })
    await second.close()
  })
})

describe('a full disk', () => {
  it('rejects the commit, keeps what was there, and goes on once there is room', async () => {
    const mounted = mountTmpfs('size=1m')
    if (mounted === null) return expect(process.getuid?.()).not.toBe(0)
    const ledger = await openLedger({ file: join(mounted, 'navette.sqlite'), role: 'serve' })
    const ballast = join(mounted, 'ballast')
    let head = 0
    for (; head < 5; head++) await ledger.commit(groupOf(head, 1))
    fill(ballast)
    await expect(ledger.commit(groupOf(head, 500))).rejects.toMatchObject({ name: 'LedgerError', kind: 'disk-full' })
    expect((await ledger.load()).head).toBe(head)
    rmSync(ballast)
    expect(await ledger.commit(groupOf(head, 20))).toEqual({ kind: 'committed', head: head + 20 })
    await ledger.close()
  })

  it('shows before a commit whether there is room for it, and leaves nothing behind', async () => {
    const mounted = mountTmpfs('size=3m')
    if (mounted === null) return
    const ledger = await openLedger({ file: join(mounted, 'navette.sqlite') })
    const before = readdirSync(mounted)
    await ledger.reserve(1_000_000)
    await expect(ledger.reserve(4_000_000)).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(readdirSync(mounted)).toEqual(before)
    await ledger.reserve(1_000_000)
    await ledger.close()
  })

  it('is told from other failures where the database may not grow', async () => {
    const { groupCommitter } = await import('./write/commit.ts')
    const db = openConnection(file, { readonly: false })
    migrate(db, file, readMigrations())
    const commit = groupCommitter(db, file)
    db.pragma(`max_page_count = ${(db.pragma('page_count', { simple: true }) as number) + 4}`)
    expect(() => commit(groupOf(0, 500))).toThrow(/the disk is full; nothing of this was written/)
    expect(commit(groupOf(0, 1))).toEqual({ kind: 'committed', head: 1 })
    db.close()
  })
})

describe('migrations', () => {
  const steps: Migration[] = [
    { version: 1, name: '001', sql: 'CREATE TABLE a (x INTEGER) STRICT;' },
    { version: 2, name: '002', sql: 'CREATE TABLE b (x INTEGER) STRICT; INSERT INTO b VALUES (2);' },
  ]
  const open = (): Database.Database => {
    const db = new Database(file)
    onTestFinished(() => {
      db.close()
    })
    return db
  }

  it('are numbered without holes', () => {
    expect(readMigrations().map(m => m.version)).toEqual(readMigrations().map((_, i) => i + 1))
  })

  it('bring an older file up, once', () => {
    const db = open()
    migrate(db, file, steps.slice(0, 1))
    db.exec('INSERT INTO a VALUES (1)')
    migrate(db, file, steps)
    migrate(db, file, steps)
    expect(versionOf(db)).toBe(2)
    expect(db.prepare('SELECT a.x, b.x AS y FROM a, b').all()).toEqual([{ x: 1, y: 2 }])
  })

  it('are all or nothing', () => {
    const db = open()
    const broken = { version: 3, name: '003', sql: 'CREATE TABLE c (x INTEGER); CREATE TABLE a (x INTEGER);' }
    expect(() => migrate(db, file, [...steps, broken])).toThrow('a already exists')
    expect([versionOf(db), db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()]).toEqual([0, { n: 0 }])
  })

  it('refuse a file from a newer version, and leave it as it is', async () => {
    const db = open()
    db.pragma('user_version = 999')
    await expect(openLedger({ file })).rejects.toMatchObject({ kind: 'newer-version', message: /schema 999/ })
    expect(versionOf(db)).toBe(999)
  })

  it("leave another program's database alone", async () => {
    const db = open()
    db.exec('CREATE TABLE x (y)')
    await expect(openLedger({ file })).rejects.toMatchObject({ kind: 'not-a-database' })
    expect(db.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'x' }])
  })

  it('are needed before anybody may read', async () => {
    open().exec('CREATE TABLE x (y)')
    await expect(openLedger({ file, readonly: true })).rejects.toMatchObject({ kind: 'missing' })
  })
})

function textFile(name: string): string {
  const path = join(directory, name)
  writeFileSync(path, 'this is a letter, and no database. '.repeat(100))
  return path
}

function folder(name: string): string {
  const path = join(directory, name)
  mkdirSync(path)
  return path
}

/** A small filesystem of our own; null where we may not mount (the same test then only notes that we are not root). */
function mountTmpfs(options: string): string | null {
  const at = temporaryDirectory()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'navette-test', at], { stdio: 'ignore' })
  } catch {
    return null
  }
  onTestFinished(() => {
    execFileSync('umount', [at])
    rmSync(at, { recursive: true })
  })
  return at
}

function fill(path: string): void {
  try {
    writeFileSync(path, Buffer.alloc(4 * 1024 * 1024))
  } catch {
    // ENOSPC is what it is for; what fitted stays.
  }
}

const groupOf = (expected_head: number, count: number) => ({
  ...emptyGroup(expected_head),
  journal: Array.from({ length: count }, (_, i) => ({
    ...{
      received_at_ms: 1,
      kind: 'up' as const,
      type: 'sample',
      disposition: 'folded' as const,
      station: 's1',
      epoch: 1,
    },
    ...{ boot: 1, seq: expected_head + i, at_ms: 1, at_order: 0, payload: `{"x":"${'y'.repeat(500)}"}` },
  })),
})
