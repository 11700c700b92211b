/**
 * A thousand crashes at random points while issuing, from a seed: no number skipped, none used twice. Most stop the transaction
 * between two of its statements, by a trigger in the database; the others kill the whole process at a random moment.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftsOf } from '#server/accounts/drafts.ts'
import { issueDrafts } from '#server/accounts/issue.ts'
import { openLedger } from '#server/ledger/ledger.ts'
import { OCTOBER, partsOf, prepare } from '#test/support/invoice-lab.ts'
import { temporaryDirectory } from '#test/support/ledger-lab.ts'
import { seeded } from '#test/support/seeded.ts'

const CRASHES = 1_000
const KILLS = 6
const MEMBERS = 90
const CHILD = new URL('../../support/issue-child.ts', import.meta.url).pathname
/** journal, account, document, counter */
const STATEMENTS_PER_DRAFT = 4
const by = 'tresor'

let path: string
let file: string
beforeAll(async () => {
  path = temporaryDirectory()
  file = join(path, 'navette.sqlite')
  await prepare(file, MEMBERS)
})
afterAll(() => rmSync(path, { recursive: true, force: true }))

type Numbers = { number: string; draft: string }[]
function issuedIn(db: Database.Database): Numbers {
  return db.prepare<[], Numbers[number]>('SELECT number, draft FROM document ORDER BY sequence').all()
}

/** Unbroken from 1, each draft once, and the counter where they end. */
function expectUnbroken(db: Database.Database): number {
  const issued = issuedIn(db)
  expect(issued.map(({ number }) => number)).toEqual(issued.map((_, i) => `FAB-2026-${`${i + 1}`.padStart(4, '0')}`))
  expect(new Set(issued.map(({ draft }) => draft)).size).toBe(issued.length)
  const last = db.prepare<[], number>('SELECT sequence FROM document_counter').pluck().get() ?? 0
  expect(last).toBe(issued.length)
  return issued.length
}

describe(`${CRASHES} crashes while issuing`, () => {
  it('leave no number out and use none twice', async () => {
    const random = seeded(20_261_103)
    const between = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
    const ledger = await openLedger({ file })
    const parts = await partsOf(ledger)
    const beside = new Database(file)
    beside.exec('CREATE TABLE crash (left INTEGER NOT NULL); INSERT INTO crash VALUES (0);')
    for (const [table, act] of [
      ['journal', 'INSERT'],
      ['account', 'INSERT'],
      ['document', 'INSERT'],
      ['document_counter', 'INSERT'],
      ['document_counter', 'UPDATE'],
    ])
      beside.exec(
        `CREATE TRIGGER crash_${table}_${act} AFTER ${act} ON ${table} WHEN (SELECT left FROM crash) > 0 BEGIN
           UPDATE crash SET left = left - 1;
           SELECT RAISE(ABORT, 'crash') WHERE (SELECT left FROM crash) = 0;
         END`,
      )
    const arm = beside.prepare<[number]>('UPDATE crash SET left = ?')
    const made = await draftsOf(parts, OCTOBER)
    if (made.kind !== 'drafts') throw new Error(JSON.stringify(made))
    const left = [...made.drafts]
    for (let crashes = 0; crashes < CRASHES; ) {
      const batch = left.slice(0, between(1, 3))
      // A few get through, so that crashes fall everywhere in the series
      expect(batch.length).toBeGreaterThan(0)
      const at = random() < 0.03 ? 0 : between(1, batch.length * STATEMENTS_PER_DRAFT)
      arm.run(at)
      const order = { by, directory_n: made.directory_n, accounts_n: await ledger.accountsHead() }
      const outcome = await issueDrafts(parts, batch, order).catch((error: Error) => error)
      if (outcome instanceof Error) {
        crashes += 1
        expect(outcome.message).toContain('crash')
      } else {
        expect(outcome.kind).toBe('issued')
        left.splice(0, batch.length)
      }
      if (crashes % 100 === 0) expectUnbroken(beside)
    }
    arm.run(0)
    expect(expectUnbroken(beside)).toBe(MEMBERS - left.length)
    expect(left.length).toBeLessThan(MEMBERS)
    expect((await ledger.verify()).problems).toEqual([])
    beside.exec(
      'DROP TRIGGER crash_journal_INSERT; DROP TRIGGER crash_account_INSERT; DROP TRIGGER crash_document_INSERT',
    )
    beside.exec(
      'DROP TRIGGER crash_document_counter_INSERT; DROP TRIGGER crash_document_counter_UPDATE; DROP TABLE crash',
    )
    beside.close()
    await ledger.close()
  }, 120_000)

  it('nor do those that kill the process: what it said is out is out', async () => {
    const killed = join(path, 'killed.sqlite')
    await prepare(killed, MEMBERS)
    const random = seeded(7)
    const said = new Set<string>()
    for (let kill = 0; kill < KILLS; kill++) {
      const child = spawn(process.execPath, [CHILD, killed], { stdio: ['ignore', 'pipe', 'inherit'] })
      const lines = createInterface({ input: child.stdout })
      // Somewhere in its next few documents, wherever it is just then
      let more = 1 + Math.floor(random() * 6)
      lines.on('line', line => {
        if (line !== 'ready') said.add(line)
        if (--more < 0) setTimeout(() => child.kill('SIGKILL'), Math.floor(random() * 5))
      })
      await once(lines, 'close')
      child.kill('SIGKILL')
    }
    const db = new Database(killed)
    const issued = expectUnbroken(db)
    const there = new Set(issuedIn(db).map(({ number, draft }) => `${number} ${draft}`))
    for (const line of said) expect(there).toContain(line)
    // Each kill may leave one that was written and not yet said
    expect(issued - said.size).toBeLessThanOrEqual(KILLS)
    db.close()
    const ledger = await openLedger({ file: killed })
    expect((await ledger.verify()).problems).toEqual([])
    await ledger.close()
  }, 180_000)
})
