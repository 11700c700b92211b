/**
 * How many journal entries a second the ledger makes durable, and what each costs: node test/bench/ledger.ts [ENTRIES]
 * Payloads, states and effects are of the size real stations send; every group is one synced transaction.
 * Beside it, in the same run, the same rows without hashing, states and effects: what SQLite alone would cost here.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { canonical } from '#server/domain/canonical.ts'
import { type Group, openLedger } from '#server/ledger/ledger.ts'

const ENTRIES = 40_000
const AT_MS = 1_791_180_000_000
/** A fold state of a station with an open session, as JSON. */
const STATE = JSON.stringify({ station: 's', meter: { register: 123_456 }, padding: 'x'.repeat(1_100) })

type Run = { entries_per_s: number; cpu_us: number; commit_p99_ms: number }

const payloadOf = (seq: number): string =>
  canonical({
    ...{ type: 'sample', boot: 3, seq, up_ms: seq * 1_000, at_ms: AT_MS + seq * 1_000, current_mA: 1_033, relay: true },
    ...{ power_W: 236.1, energy_Wh: 1_234.5, running_ms: seq * 700 },
  })

/** `group` entries, one of each station in turn, as they come from many stations at once. */
function groupAt(head: number, group: number, stations: number): Group {
  const journal: Group['journal'] = []
  const touched = new Set<string>()
  for (let i = 0; i < group; i++) {
    const seq = Math.floor((head + i) / stations)
    const station = `station-${(head + i) % stations}`
    touched.add(station)
    journal.push({
      ...{ received_at_ms: AT_MS, kind: 'up', type: 'sample', disposition: 'folded', station, epoch: 1, boot: 3, seq },
      ...{ at_ms: AT_MS + seq * 1_000, at_order: 0, payload: payloadOf(seq) },
    })
  }
  const states = [...touched].map(station => ({ station, state: STATE }))
  // One message in fifty changes a machine's state.
  const effects: Group['effects'] = journal.flatMap(({ station }, entry) =>
    entry % 50 !== 0 || station === null
      ? []
      : [
          {
            entry,
            station,
            effect: { kind: 'state', machine: station, at_ms: AT_MS, state: 'running', session: null },
          },
        ],
  )
  return { expected_head: head, journal, effects, states, directory: [], quarantine: [] }
}

async function measure(groups: Group[], commit: (group: Group) => Promise<unknown>): Promise<Run> {
  const commits_ms: number[] = []
  const cpu = process.cpuUsage()
  const began = process.hrtime.bigint()
  for (const group of groups) {
    const before = performance.now()
    await commit(group)
    commits_ms.push(performance.now() - before)
  }
  const took_s = Number(process.hrtime.bigint() - began) / 1e9
  const { user, system } = process.cpuUsage(cpu)
  const entries = groups.reduce((sum, group) => sum + group.journal.length, 0)
  commits_ms.sort((a, b) => a - b)
  return {
    entries_per_s: Math.round(entries / took_s),
    cpu_us: (user + system) / entries,
    commit_p99_ms: commits_ms[Math.floor(commits_ms.length * 0.99)] ?? 0,
  }
}

const inDirectory = async <T>(work: (file: string) => Promise<T>): Promise<T> => {
  const directory = mkdtempSync(join(tmpdir(), 'navette-bench-'))
  try {
    return await work(join(directory, 'navette.sqlite'))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

const ledgerRun = (groups: Group[]): Promise<Run & { bytes_per_entry: number }> =>
  inDirectory(async file => {
    const ledger = await openLedger({ file, role: 'serve' })
    const run = await measure(groups, group => ledger.commit(group))
    await ledger.close()
    return { ...run, bytes_per_entry: statSync(file).size / groups.reduce((sum, g) => sum + g.journal.length, 0) }
  })

const plainRun = (groups: Group[]): Promise<Run> =>
  inDirectory(async file => {
    const db = new Database(file)
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.exec(
      'CREATE TABLE message (n INTEGER PRIMARY KEY, at_ms INTEGER, station TEXT, boot INTEGER, seq INTEGER, payload TEXT)',
    )
    const insert = db.prepare('INSERT INTO message (at_ms, station, boot, seq, payload) VALUES (?, ?, ?, ?, ?)')
    const commit = db.transaction((group: Group) => {
      for (const e of group.journal) insert.run(e.at_ms, e.station, e.boot, e.seq, e.payload)
    })
    const run = await measure(groups, async group => commit.immediate(group))
    db.close()
    return run
  })

export async function benchLedger(entries = ENTRIES): Promise<void> {
  console.log('group stations | entries/s  CPU µs  commit p99 ms  bytes | plain rows/s  CPU µs | ledger / plain')
  for (const [group, stations] of [
    [1, 50],
    [50, 50],
    [500, 50],
    [50, 5_000],
    [500, 5_000],
  ] as const) {
    const count = Math.max(1, Math.floor((group === 1 ? entries / 20 : entries) / group))
    const groups = Array.from({ length: count }, (_, i) => groupAt(i * group, group, stations))
    const ledger = await ledgerRun(groups)
    const plain = await plainRun(groups)
    const cells = [
      `${`${group}`.padStart(5)} ${`${stations}`.padStart(8)}`,
      `${`${ledger.entries_per_s}`.padStart(9)} ${ledger.cpu_us.toFixed(1).padStart(7)} ${ledger.commit_p99_ms.toFixed(1).padStart(14)} ${ledger.bytes_per_entry.toFixed(0).padStart(6)}`,
      `${`${plain.entries_per_s}`.padStart(12)} ${plain.cpu_us.toFixed(1).padStart(7)}`,
      `${(ledger.entries_per_s / plain.entries_per_s).toFixed(2)} × throughput, ${(ledger.cpu_us / plain.cpu_us).toFixed(2)} × CPU`,
    ]
    console.log(cells.join(' | '))
  }
}

if (import.meta.main) await benchLedger(Number(process.argv[2] ?? ENTRIES))
