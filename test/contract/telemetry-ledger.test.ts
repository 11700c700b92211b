/** From the real ledger into each store: what was metered agrees, and copying again changes nothing. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { agree } from '#server/telemetry/agree.ts'
import { createFollower, realTimers } from '#server/telemetry/follower.ts'
import { openTelemetry, type TelemetryConfig } from '#server/telemetry/open.ts'
import type { Range, TelemetryPoint, TelemetryStore } from '#server/telemetry/ports.ts'
import { rebuildTelemetry } from '#server/telemetry/rebuild.ts'
import { influxdPath, startInfluxd } from '#test/support/influxd.ts'
import { LedgerLab, MONDAY_MS, tellAMorning } from '#test/support/ledger-lab.ts'
import { poll } from '#test/support/poll.ts'

/** September to November 2026 in Paris. */
const MONTHS: Range[] = [
  { from_ms: Date.UTC(2026, 7, 31, 22), to_ms: Date.UTC(2026, 8, 30, 22) },
  { from_ms: Date.UTC(2026, 8, 30, 22), to_ms: Date.UTC(2026, 9, 31, 23) },
  { from_ms: Date.UTC(2026, 9, 31, 23), to_ms: Date.UTC(2026, 10, 30, 23) },
]
const OCTOBER: Range = { from_ms: Date.UTC(2026, 9, 1), to_ms: Date.UTC(2026, 10, 1) }
const NAME = 'telemetry'

let lab: LedgerLab
beforeEach(async () => {
  lab = await LedgerLab.open()
  await tellAMorning(lab)
})
afterEach(() => lab.close())

describe('from the ledger into the embedded store', () => {
  test('agrees, machine by machine and month by month, before and after a rebuild', () =>
    bothWays({ kind: 'embedded', file: join(lab.directory_path, 'telemetry.sqlite') }))

  test('a session that went missing in the store is a difference', async () => {
    const store = await openTelemetry({ kind: 'embedded', file: join(lab.directory_path, 'telemetry.sqlite') })
    const { ok, differences } = await agree({ ledgerUsage: range => lab.ledger.usage(range), store, months: MONTHS })
    expect(ok).toBe(false)
    expect(differences.find(({ machine, field }) => machine === 'm1' && field === 'running_ms')).toMatchObject({
      ledger: 27_000,
      telemetry: 0,
    })
    await store.close()
  })
})

if (influxdPath === null) {
  test.skip('skipped: influxd is not installed (apt install influxdb)', () => undefined)
} else {
  test('from the ledger into a real influxd: agrees before and after a rebuild', async () => {
    const influxd = await startInfluxd()
    try {
      await bothWays({ kind: 'influx', url: influxd.url, token: null, org: null, bucket: 'ledger', version: 1 })
    } finally {
      await influxd.stop()
    }
  })
}

async function bothWays(config: TelemetryConfig): Promise<void> {
  const { ledger } = lab
  const store = await openTelemetry(config)
  await follow(store)
  await holds(store)
  const done = await rebuildTelemetry({
    name: NAME,
    source: ledger,
    store,
    batch_points_max: 7,
    now_ms: () => MONDAY_MS,
  })
  expect(done.refused).toBe(0)
  await holds(store)
  await store.close()
}

async function follow(store: TelemetryStore): Promise<void> {
  const { ledger } = lab
  const head_n = (await ledger.head()).n
  const follower = createFollower({
    name: NAME,
    source: ledger,
    store,
    clock: { now_ms: () => performance.now() },
    timers: realTimers,
    random: () => 0,
    batch_points_max: 10,
    log: { warn: () => undefined, info: () => undefined },
  })
  follower.start()
  await poll('the follower to reach the head', async () => (await ledger.cursor(NAME)) === head_n)
  await follower.stop()
}

async function holds(store: TelemetryStore): Promise<void> {
  const { ledger } = lab
  expect(await agree({ ledgerUsage: range => ledger.usage(range), store, months: MONTHS })).toEqual({
    ok: true,
    differences: [],
  })
  const { points } = await ledger.pointsAfter(0, 1_000_000)
  const expected: Record<TelemetryPoint['kind'], number> = { sample: 0, state: 0, session: 0, fault: 0 }
  for (const { kind } of points) expected[kind] += 1
  expect(expected.session).toBeGreaterThan(1)
  expect(await store.counts(OCTOBER)).toEqual(expected)
  const curve = await store.curve('m1', { from_ms: MONDAY_MS, to_ms: MONDAY_MS + 60_000 }, 10_000)
  expect(curve[1]).toMatchObject({ current_mA: 1_030, current_mA_max: 1_030 })
}
