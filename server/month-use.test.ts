/** What the ledger adds up comes to the same as every session by itself: real SQLite, sessions of every doubtful kind. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factsOf, stationIds } from '#test/bench/site.ts'
import { statementOf } from './books/statements.ts'
import type { Directory, ImportedFacts, TariffFacts } from './domain/directory.ts'
import type { MonthTotals } from './domain/records.ts'
import { periodStatement } from './domain/sharing/statement.ts'
import { idsOf } from './domain/sharing/use.ts'
import { type Ledger, openLedger } from './ledger/ledger.ts'
import { type MonthUseLedger, monthUse } from './month-use.ts'

const FROM_MS = Date.parse('2026-10-01T00:00:00+02:00')
const TO_MS = Date.parse('2026-11-01T00:00:00+01:00')
const SESSIONS = 600
const ENDS = [...Array.from({ length: 12 }, () => 'badge-out'), 'takeover', 'idle', 'fault', 'estop', 'silence']

const folder = mkdtempSync(join(tmpdir(), 'navette-month-use-'))
const file = join(folder, 'navette.sqlite')
let ledger: Ledger

const issuer = { name: '', legal_form: null, siren: null, vat: 'standard' }
const tariff = (id: string, more: Partial<TariffFacts>): TariffFacts => ({
  ...{ id, issuer: 'prices', valid_from: '2026-01-01', category: null, machines: ['m-s1'] },
  ...{ price: 'running', cents_per_hour: 241, ...more },
})
function facts(): ImportedFacts {
  const base = factsOf(stationIds(3))
  const [member] = base.members
  if (member === undefined) throw new Error('the site has one member to copy')
  const pool = { per: 'month', subsidy_cents: 0, normal_capacity_ms: null, weights: null } as const
  return {
    ...base,
    issuers: [
      { ...issuer, id: 'old', billing: 'share', valid_until: '2026-10-14' },
      { ...issuer, id: 'new', billing: 'share', valid_from: '2026-10-15' },
      { ...issuer, id: 'prices', billing: 'tariff' },
    ],
    organisations: [{ id: 'wax', name: 'Wax', legal_form: null, vat: null }],
    members: ['awa', 'bo', 'cyd'].map(id => ({
      ...member,
      id,
      payers: id === 'bo' ? [{ from: '2026-10-20', organisation: 'wax' }] : [],
    })),
    tariffs: [tariff('before', {}), tariff('after', { valid_from: '2026-10-25', cents_per_hour: 363 })],
    pools: ['old', 'new'].map(id => ({
      ...{ id: `rent-${id}`, issuer: id, name: 'Loyer', amount_cents: 100_003, driver: 'running_ms', machines: null },
      ...pool,
    })),
  }
}

function fill(): void {
  const db = new Database(file)
  const put = db.prepare(`INSERT INTO session (id, machine, station, epoch, boot, seq, member, category, order_ref,
    start_at_ms, end_at_ms, end_reason, session_ms, running_ms, worked_ms, idle_ms, silent_ms, fault_ms, energy_Wh,
    grade, buffered, incomplete, no_current, started_n, ended_n)
    VALUES (?, ?, 's', 1, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 'measured', 0, ?, ?, 1, ?)`)
  for (let i = 0; i < SESSIONS; i++) {
    const at_ms = FROM_MS + Math.floor(((TO_MS - FROM_MS) * i) / SESSIONS)
    const running_ms = i % 23 === 0 ? 0 : 60_000 + ((i * 7_919) % 1_200_000)
    const fault_ms = i % 17 === 0 ? 5_000 : 0
    const session_ms = running_ms + 30_000 + fault_ms
    const open = i === SESSIONS - 1
    const id = `${i.toString(16).padStart(8, '0')}-0000-8000-8000-${'0'.repeat(12)}`
    put.run(
      ...[id, `m-s${(i % 3) + 1}`, i, ['awa', 'bo', 'cyd'][(i * 5) % 3], i % 2 === 0 ? null : 'coop', null, at_ms],
      ...[open ? null : at_ms + session_ms, open ? null : ENDS[i % ENDS.length], session_ms, running_ms, running_ms],
      ...[30_000, fault_ms, running_ms % 997, i % 29 === 0 ? 1 : 0, i % 23 === 0 ? 1 : 0, open ? null : 1],
    )
  }
  const say = db.prepare(
    `INSERT INTO book (n, i, type, period, subject, value) VALUES (1, ?, 'settled', '2026-10', ?, ?)`,
  )
  for (const [i, n] of [1, 4, 7].entries()) {
    const decision = n === 4 ? { kind: 'waive' } : { kind: 'assign', member: 'cyd' }
    const value = JSON.stringify({ decision, by: 'awa', reason: 'x', at_ms: 0 })
    say.run(i, `${n.toString(16).padStart(8, '0')}-0000-8000-8000-${'0'.repeat(12)}`, value)
  }
  db.close()
}

beforeAll(async () => {
  ledger = await openLedger({ file })
  await ledger.setUp('bench')
  await ledger.appendDirectory([{ type: 'import', facts: facts() }], 0)
  fill()
})
afterAll(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true, force: true })
})

async function month(quick: boolean, more: TariffFacts[] = []) {
  const { directory } = await ledger.load()
  const tariffs = new Map([...directory.tariffs, ...more.map(one => [one.id, one] as const)])
  const changed = { ...directory, tariffs }
  const reads = quick ? ledger : { monthInputs: ledger.monthInputs.bind(ledger) }
  const { uses } = await monthUse(reads, changed, '2026-10', null)
  const statement = periodStatement({ directory: changed, period: '2026-10', uses })
  const lines = ({ lines: all }: (typeof statement.members)[number]) =>
    all.map(line => ({ ...line, sessions: line.sessions.toSorted() })).sort((a, b) => (told(a) < told(b) ? -1 : 1))
  return {
    uses: uses.length,
    statement: { ...statement, members: statement.members.map(one => ({ ...one, lines: lines(one), doubts: [] })) },
  }
}
const told = (line: object): string => JSON.stringify(line)

describe('an open month', () => {
  it('comes to the same, line by line, whether sessions are added up before or not', async () => {
    const [slow, quick] = await Promise.all([month(false), month(true)])
    expect(quick.statement).toEqual(slow.statement)
    expect(quick.uses).toBeLessThan(slow.uses / 2)
    expect(slow.statement.payers.map(one => one.payer.id)).toContain('wax')
  })

  it('loses no session that somebody speaks of while it is read', async () => {
    const { directory } = await ledger.load()
    const said = { decision: { kind: 'waive' }, by: 'awa', reason: 'x', at_ms: 0 }
    const meanwhile = () => {
      const db = new Database(file)
      db.prepare(`INSERT INTO book (n, i, type, period, subject, value)
        VALUES (1000000, 0, 'settled', '2026-10', '00000002-0000-8000-8000-000000000000', ?)`).run(JSON.stringify(said))
      db.close()
    }
    const sessions = async (reads: MonthUseLedger) => {
      const { uses } = await monthUse(reads, directory, '2026-10', null)
      return new Set(uses.flatMap(idsOf)).size
    }
    const before = await sessions(ledger)
    const interrupted: MonthUseLedger = {
      monthInputs: ledger.monthInputs.bind(ledger),
      plainUse: question => {
        meanwhile()
        interrupted.plainUse = ledger.plainUse.bind(ledger)
        return ledger.plainUse(question)
      },
    }
    expect(await sessions(interrupted)).toBe(before)
  })

  it('goes through every session where a price looks at single ones', async () => {
    const stepped = [tariff('stepped', { machines: ['m-s2'], step_ms: 900_000 })]
    const [slow, quick] = await Promise.all([month(false, stepped), month(true, stepped)])
    expect(quick).toEqual(slow)
  })
})

/** What a price may look at, one session at a time or not. */
const terms = fc.record({
  cents_per_hour: fc.integer({ min: 0, max: 900 }),
  step_ms: fc.constantFrom(null, 60_000, 900_000),
  minimum_cents: fc.constantFrom(null, 35),
  setup_cents: fc.constantFrom(null, 20),
  free_ms: fc.constantFrom(null, 3_600_000),
  cap_day_cents: fc.constantFrom(null, 150),
  cap_month_cents: fc.constantFrom(null, 2_500),
  valid_from: fc.constantFrom('2026-01-01', '2026-10-09'),
})

describe('what the running month comes to, computed in the reader', () => {
  it('is what the whole statement says, to the cent, whatever prices look at', async () => {
    const { directory } = await ledger.load()
    const whole = async (changed: Directory) => {
      const { members, payers } = await statementOf(ledger, changed, '2026-10')
      return {
        members: members.map(({ id, total_cents }) => ({ id, total_cents })),
        payers: payers.map(({ payer, total_cents }) => ({ payer, total_cents })),
      }
    }
    const sorted = ({ members, payers }: MonthTotals) => ({
      members: members.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      payers: payers.toSorted((a, b) => (told(a) < told(b) ? -1 : 1)),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(terms, { maxLength: 2 }), async made => {
        const added = made.map((one, i) => tariff(`made-${i}`, { ...one, machines: [`m-s${i + 2}`] }))
        const tariffs = new Map([...directory.tariffs, ...added.map(one => [one.id, one] as const)])
        const changed = { ...directory, tariffs }
        expect(sorted(await ledger.monthTotals('2026-10', changed))).toEqual(sorted(await whole(changed)))
      }),
      { numRuns: 25 },
    )
  })
})
