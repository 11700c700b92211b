/**
 * A thousand crashes at random points of a treasurer's evening, from seeds: inside the transaction that issues, between commit and
 * mail, between mail and its acceptance, between that and our record, while a file is written, before it is in its place, before
 * the log is folded back. Then the same to whole processes, by SIGKILL. No number is skipped or used twice, no file is torn, and no
 * mail goes out twice but in the one named case (issue 5, item 4): it was accepted and we had not yet written so.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Transport } from '#server/billing/mail/transport.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { openLedger } from '#server/ledger/ledger.ts'
import { REPLAY_CORE } from '#server/ledger/verify/core.ts'
import { verify } from '#server/ledger/verify/verify.ts'
import { memberId, prepare } from '#test/support/invoice-lab.ts'
import { bytesOf, evening, filesIn, type Open, openBooks, STEPS, type Step } from '#test/support/issuing-life.ts'
import { KilledAtelier } from '#test/support/killed-atelier.ts'
import { seeded } from '#test/support/seeded.ts'
import { memoryDirectory } from '#test/support/temporary.ts'

const ATELIERS = 20
const CRASHES_EACH = 50
/** At most two go out in each life. */
const MEMBERS = CRASHES_EACH * 2
const KILLED = 3
/** each step once */
const KILLS_EACH = STEPS.length
/** Two in each evening, one or two evenings in each life. */
const MEMBERS_KILLED = 40

let path: string
/** The drafts of every atelier: they are copies of one. */
let books: Open
beforeAll(async () => {
  path = memoryDirectory('navette-crashes-')
  await Promise.all([MEMBERS, MEMBERS_KILLED].map(master))
}, 120_000)
afterAll(() => rmSync(path, { recursive: true, force: true }))

const masterOf = (members: number): string => join(path, `master-${members}.sqlite`)
async function master(members: number): Promise<void> {
  const file = masterOf(members)
  await prepare(file, members)
  const ledger = await openLedger({ file })
  const people = Array.from({ length: members }, (_, i) => memberId(i))
  await ledger.putPersons(people.map(member => ({ member, name: `Nom ${member}`, email: `${member}@example.org` })))
  if (members === MEMBERS) books = await openBooks(ledger)
  await ledger.close()
}

function place(name: string, members: number): { file: string; out: string } {
  const out = join(path, name)
  mkdirSync(out)
  const file = join(path, `${name}.sqlite`)
  copyFileSync(masterOf(members), file)
  return { file, out }
}

/** Numbers unbroken, each draft once, the counter where they end, each file whole, each document mailed once; and `verify`. */
function expectInOrder({ file, out }: { file: string; out: string }): string[] {
  const db = new Database(file)
  const rows = db
    .prepare<[], { number: string; draft: string; body: string }>('SELECT * FROM document ORDER BY sequence')
    .all()
  const numbers = rows.map(({ number }) => number)
  expect(numbers).toEqual(rows.map((_, i) => `FAB-2026-${`${i + 1}`.padStart(4, '0')}`))
  expect(new Set(rows.map(({ draft }) => draft)).size).toBe(rows.length)
  expect(db.prepare('SELECT sequence FROM document_counter').pluck().get()).toBe(rows.length)
  expect(db.prepare('SELECT about FROM mail ORDER BY about').pluck().all()).toEqual(numbers)
  expect(db.prepare('SELECT DISTINCT state FROM mail').pluck().all()).toEqual(['sent'])
  expect(filesIn(out)).toEqual(numbers.map(number => `${number}.pdf`))
  for (const { number, body } of rows)
    expect(readFileSync(join(out, `${number}.pdf`)).equals(bytesOf(JSON.parse(body) as AccountingDocument))).toBe(true)
  expect(verify(db, REPLAY_CORE).problems).toEqual([])
  db.close()
  return numbers
}

class Crash extends Error {}
/** Inside a transaction, so many statements into it. */
const INSIDE = [
  ['journal', 'INSERT'],
  ['account', 'INSERT'],
  ['document', 'INSERT'],
  ['document_counter', 'INSERT'],
  ['document_counter', 'UPDATE'],
  ['mail', 'INSERT'],
  ['mail', 'UPDATE'],
] as const
const STATEMENTS = 12

function armable(db: Database.Database): (statements: number) => void {
  db.exec('CREATE TABLE crash (left INTEGER NOT NULL); INSERT INTO crash VALUES (0);')
  for (const [table, act] of INSIDE)
    db.exec(
      `CREATE TRIGGER crash_${table}_${act} AFTER ${act} ON ${table} WHEN (SELECT left FROM crash) > 0 BEGIN
         UPDATE crash SET left = left - 1;
         SELECT RAISE(ABORT, 'crash') WHERE (SELECT left FROM crash) = 0;
       END`,
    )
  const arm = db.prepare<[number]>('UPDATE crash SET left = ?')
  return statements => void arm.run(statements)
}
function disarm(db: Database.Database): void {
  for (const [table, act] of INSIDE) db.exec(`DROP TRIGGER crash_${table}_${act}`)
  db.exec('DROP TABLE crash')
}

it(`${ATELIERS * CRASHES_EACH} crashes while issuing, mailing and writing files leave everything once`, async () => {
  const died = new Map<string, number>()
  for (let seed = 1; seed <= ATELIERS; seed++) await crashing(seed, died)
  // Each of the named points was hit, many times
  for (const point of ['inside', ...STEPS]) expect(died.get(point) ?? 0, point).toBeGreaterThan(40)
}, 600_000)

async function crashing(seed: number, died: Map<string, number>): Promise<void> {
  const random = seeded(seed)
  const between = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
  const where = place(`crashed-${seed}`, MEMBERS)
  const beside = new Database(where.file)
  const arm = armable(beside)
  const ledger = await openLedger({ file: where.file })
  const arrived = new Map<string, number>()
  const named = new Map<string, number>()
  const said: string[] = []
  let taken: string | null = null
  const transport: Transport = {
    async send({ mail }) {
      arrived.set(mail.message_id, (arrived.get(mail.message_id) ?? 0) + 1)
      taken = mail.message_id
      return { kind: 'accepted', code: 250, words: '250 OK' }
    },
  }
  const live = async (dies_at: Step | null): Promise<void> => {
    const life = {
      ...{ ledger, beside, transport, out: where.out, batch: () => between(1, 2) },
      at(step: Step) {
        if (step === dies_at) throw new Crash(step)
        if (step === 'claim') taken = null
      },
      said: (documents: readonly AccountingDocument[]) => void said.push(...documents.map(({ number }) => number)),
    }
    while (await evening(life, books));
  }
  for (let crashes = 0; crashes < CRASHES_EACH; crashes++) {
    const point = random() < 0.4 ? null : (STEPS[between(0, STEPS.length - 1)] ?? null)
    if (point === null) arm(between(1, STATEMENTS))
    taken = null
    const error = await live(point).then(
      () => null,
      (reason: Error) => reason,
    )
    expect(error?.message, `${seed}: ${point}`).toMatch(point ?? /crash/)
    if (taken !== null) named.set(taken, (named.get(taken) ?? 0) + 1)
    died.set(point ?? 'inside', (died.get(point ?? 'inside') ?? 0) + 1)
    arm(0)
  }
  await live(null)
  disarm(beside)
  beside.close()
  await ledger.close()
  const numbers = expectInOrder(where)
  expect(numbers).toHaveLength(MEMBERS)
  for (const number of said) expect(numbers).toContain(number)
  expect(arrived.size).toBe(MEMBERS)
  expect(arrived).toEqual(new Map([...arrived.keys()].map(id => [id, 1 + (named.get(id) ?? 0)])))
}

it(`${KILLED * KILLS_EACH} processes killed while they do it leave everything once`, async () => {
  const ateliers = await Promise.all(
    Array.from({ length: KILLED }, (_, i) =>
      KilledAtelier.open({ ...place(`killed-${i}`, MEMBERS_KILLED), seed: i + 1 }),
    ),
  )
  await Promise.all(ateliers.map(atelier => atelier.live(KILLS_EACH)))
  const died = ateliers.flatMap(atelier => atelier.died)
  expect(died).toHaveLength(KILLED * KILLS_EACH)
  for (const step of STEPS) expect(died, step).toContain(step)
  for (const atelier of ateliers) {
    const numbers = expectInOrder(atelier)
    expect(numbers).toHaveLength(MEMBERS_KILLED)
    for (const number of atelier.said) expect(numbers).toContain(number)
    const arrived = atelier.smtp.messageIds()
    expect(new Set(arrived).size).toBe(MEMBERS_KILLED)
    for (const id of new Set(arrived))
      expect(arrived.filter(one => one === id).length, id).toBeLessThanOrEqual(1 + (atelier.named.get(id) ?? 0))
    await atelier.close()
  }
}, 600_000)
