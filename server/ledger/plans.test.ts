/**
 * The journal gains a row a second of each station: what is asked all day, or in the night on the connection that commits, must not walk
 * it, nor what else grows for years. Asked of SQLite itself, statement by statement, each with its values in it.
 */
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LedgerLab, tellAMorning } from '#test/support/ledger-lab.ts'
import { closings, faults, kyselyOn, mailCounts, mails, unknownCards } from './queries.ts'
import { LONG_READS } from './read/long.ts'
import { expiry } from './write/expiry.ts'

/** Not what people did, which cards nobody knows, what is amiss now, or which months are closed: those are few, and have an index of their own. */
const GROWING =
  /^SCAN (journal|j|verdict|v|mail|state_change|fault|book)\b(?! USING (COVERING INDEX|INDEX (journal_other|verdict_unknown|fault_open|book_closed)))/
const LEVELS = {
  idle_mA: 90,
  run_mA: 1_030,
  run_on_mA: 600,
  run_off_mA: 450,
  min_on_ms: 0,
  hold_ms: 3_000,
  standby_mA: null,
}
const EVER = { from_ms: 0, to_ms: Number.MAX_SAFE_INTEGER }
const NEVER_ENDS = Date.UTC(2027, 0, 6)

let lab: LedgerLab
const said: string[] = []
let db: Database.Database

beforeAll(async () => {
  lab = await LedgerLab.open()
  await tellAMorning(lab)
  db = new Database(lab.file, { verbose: statement => void said.push(String(statement)) })
})
afterAll(async () => {
  db.close()
  await lab.close()
})

/** What SQLite would walk from one end to the other. */
function walkedBy(statement: string): string[] {
  const plain = new Database(lab.file)
  const plan = plain.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).all()
  plain.close()
  return plan.flatMap(({ detail }) => (GROWING.test(detail) ? [`${detail}: ${statement}`] : []))
}

/** The newest entry, or whether there is one: the first row that is met is the answer. */
const isOneRow = (statement: string): boolean => !/ where /i.test(statement) && /limit 1(\.0)?$/i.test(statement.trim())

async function walked(work: () => unknown): Promise<string[]> {
  said.length = 0
  await work()
  const asked = said.filter(statement => /^\s*(select|with|update|delete)/i.test(statement) && !isOneRow(statement))
  expect(asked.length).toBeGreaterThan(0)
  return asked.flatMap(walkedBy)
}

it('what telemetry copies', async () => {
  const on = kyselyOn(db)
  expect(await walked(() => LONG_READS.pointsAfter(on, 0, 1_000))).toEqual([])
})

it('what a lesson replays', async () => {
  const on = kyselyOn(db)
  expect(await walked(() => LONG_READS.replayed(on, 'm1', EVER, LEVELS))).toEqual([])
})

it('what a session’s evidence and a statement’s proof read', async () => {
  const on = kyselyOn(db)
  const [session] = (await lab.ledger.sessions({ limit: 1, cursor: null })).items
  const id = session?.id ?? ''
  expect(await walked(() => LONG_READS.evidence(on, id, 100, null))).toEqual([])
  expect(await walked(() => LONG_READS.registers(on, id))).toEqual([])
  expect(await walked(() => LONG_READS.statementProof(on, 1, [id]))).toEqual([])
})

it('what is amiss at the machines, every ten seconds', async () => {
  const on = kyselyOn(db)
  for (const cursor of [null, Buffer.from('[9]').toString('base64url')])
    expect(await walked(() => faults(on, { limit: 50, cursor, open: true }))).toEqual([])
})

it('whose a card is, on every screen', async () => {
  expect(await walked(() => unknownCards(kyselyOn(db), 50))).toEqual([])
})

it('which months are closed', async () => {
  expect(await walked(() => closings(kyselyOn(db)))).toEqual([])
})

it('how many mails wait, and which came back', async () => {
  const on = kyselyOn(db)
  expect(await walked(() => mailCounts(on))).toEqual([])
  expect(await walked(() => mails(on, { limit: 50, cursor: null, state: 'failed' }))).toEqual([])
})

it('what is dropped in the night', async () => {
  const old = expiry(db)
  const rules = { keep_months: 3, contest_days: 15, zone: 'Europe/Paris' }
  expect(await walked(() => old.upTo(NEVER_ENDS))).toEqual([])
  const { head } = await lab.ledger.present()
  expect(await walked(() => old.drop(head, rules, NEVER_ENDS))).toEqual([])
})
