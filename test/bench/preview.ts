/**
 * A year of 200 members × 50 machines × 1 000 000 sessions: the preview of its twelve months, beside the bare SQL aggregate
 * over the same rows, in the same run and on the same file. Wanted: at most three times (issue 4).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ImportedFacts } from '#server/domain/directory.ts'
import { periodRange } from '#server/domain/time.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { previewPeriod } from '#server/preview.ts'
import { factsOf, stationIds } from './site.ts'

const SESSIONS = 1_000_000
const MEMBERS = 200
const MACHINES = 50
const YEAR = 2026
const RATIO_WANTED = 3
const ZONE = 'Europe/Paris'
const PERIODS = Array.from({ length: 12 }, (_, i) => `${YEAR}-${`${i + 1}`.padStart(2, '0')}`)

function facts(): ImportedFacts {
  const base = factsOf(stationIds(MACHINES))
  const [member] = base.members
  if (member === undefined) throw new Error('the bench site has one member to copy')
  const pool = (id: string, more: Partial<ImportedFacts['pools'][number]>): ImportedFacts['pools'][number] => ({
    ...{ id, issuer: 'share', name: id, amount_cents: 368_000, per: 'month', driver: 'running_ms', machines: null },
    ...{ subsidy_cents: 0, normal_capacity_ms: null, weights: null },
    ...more,
  })
  const issuer = { legal_form: null, siren: null, vat: 'standard' }
  return {
    ...base,
    issuers: [
      { id: 'share', name: 'Share', billing: 'share', ...issuer },
      { id: 'price', name: 'Price', billing: 'tariff', ...issuer },
    ],
    members: Array.from({ length: MEMBERS }, (_, i) => ({ ...member, id: `m${i}` })),
    tariffs: [
      {
        ...{ id: 't', issuer: 'price', valid_from: '2025-01-01', category: null, machines: ['m-s1'] },
        ...{ price: 'running', cents_per_hour: 240 },
      },
    ],
    pools: [
      pool('rent', { normal_capacity_ms: 10 ** 9 }),
      pool('power', { driver: 'energy_Wh' }),
      pool('visits', { driver: 'sessions', machines: ['m-s1', 'm-s2'] }),
      pool('fair', { driver: 'equal' }),
    ],
  }
}

/** One in a hundred ended by itself and has a doubtful end, as in life. */
function fill(file: string): void {
  const db = new Database(file)
  const put = db.prepare(`INSERT INTO session (id, machine, station, epoch, boot, seq, member, category, order_ref,
    start_at_ms, end_at_ms, end_reason, session_ms, running_ms, worked_ms, idle_ms, silent_ms, fault_ms, energy_Wh,
    grade, buffered, incomplete, no_current, started_n, ended_n)
    VALUES (?, ?, ?, 1, 1, ?, ?, NULL, NULL, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, 'measured', 0, 0, 0, 1, 1)`)
  const { from_ms } = periodRange(PERIODS[0] ?? '', ZONE)
  const step_ms = Math.floor((periodRange(PERIODS[11] ?? '', ZONE).to_ms - from_ms) / SESSIONS)
  db.transaction(() => {
    for (let i = 0; i < SESSIONS; i++) {
      const machine = `s${(i % MACHINES) + 1}`
      const at_ms = from_ms + i * step_ms
      const running_ms = 60_000 + ((i * 7_919) % 1_200_000)
      const id = `${i.toString(16).padStart(8, '0')}-0000-8000-8000-${'0'.repeat(12)}`
      const member = `m${(i * 31) % MEMBERS}`
      const session_ms = running_ms + 30_000
      const reason = i % 100 === 0 ? 'idle' : 'badge-out'
      const energy_Wh = running_ms % 997
      put.run(
        ...[id, `m-${machine}`, machine, i, member, at_ms, at_ms + session_ms, reason],
        ...[session_ms, running_ms, running_ms, 30_000, energy_Wh],
      )
    }
  })()
  db.exec('ANALYZE')
  db.close()
}

/** What a spreadsheet would ask for: one aggregate a month, by member and machine. */
function bareAggregate_ms(file: string): number {
  const db = new Database(file, { readonly: true })
  const ask =
    db.prepare(`SELECT member, machine, count(*), sum(running_ms), sum(worked_ms), sum(session_ms), sum(energy_Wh)
    FROM session WHERE start_at_ms >= ? AND start_at_ms < ? GROUP BY member, machine`)
  const began = performance.now()
  for (const period of PERIODS) {
    const { from_ms, to_ms } = periodRange(period, ZONE)
    ask.all(from_ms, to_ms)
  }
  const took_ms = performance.now() - began
  db.close()
  return took_ms
}

async function preview_ms(ledger: Ledger): Promise<{ ms: number; cents: number; sessions: number }> {
  const { directory } = await ledger.load()
  const began = performance.now()
  let cents = 0
  let sessions = 0
  for (const period of PERIODS) {
    const preview = await previewPeriod(ledger, directory, period)
    cents += preview.members.reduce((sum, one) => sum + one.total_cents, preview.cooperative_cents)
    sessions += preview.members.reduce((sum, one) => sum + one.sessions, 0)
  }
  return { ms: performance.now() - began, cents, sessions }
}

export async function benchPreview(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'navette-bench-preview-'))
  const file = join(folder, 'navette.sqlite')
  try {
    const ledger = await openLedger({ file })
    await ledger.setUp('bench')
    await ledger.appendDirectory([{ type: 'import', facts: facts() }], 0)
    fill(file)
    // Both warm the same pages; each is measured twice and the better one counts.
    const bare_ms = Math.min(bareAggregate_ms(file), bareAggregate_ms(file))
    const first = await preview_ms(ledger)
    const second = await preview_ms(ledger)
    const best_ms = Math.min(first.ms, second.ms)
    await ledger.close()
    const ratio = best_ms / bare_ms
    const counted = `${second.sessions} sessions, ${(second.cents / 100).toFixed(2)} EUR`
    console.log(`bare aggregate ${bare_ms.toFixed(0)} ms, preview ${best_ms.toFixed(0)} ms (${counted})`)
    console.log(`ratio ${ratio.toFixed(2)} (wanted ≤ ${RATIO_WANTED}) ${ratio <= RATIO_WANTED ? 'ok' : 'TOO SLOW'}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
