/** The follower with real parts, killed where it hurts: afterwards the store holds each point once. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFollower, type Follower, realTimers } from '#server/telemetry/follower.ts'
import { openTelemetry, type TelemetryConfig } from '#server/telemetry/open.ts'
import type { TelemetryStore } from '#server/telemetry/ports.ts'
import { rebuildTelemetry } from '#server/telemetry/rebuild.ts'
import { type FileJournal, openFileJournal } from '#test/support/follower-journal.ts'
import { type Influxd, influxdPath, startInfluxd } from '#test/support/influxd.ts'
import { poll } from '#test/support/poll.ts'
import { startProgram } from '#test/support/program.ts'
import { day, mixed, sample, T0 } from '#test/support/telemetry-points.ts'

const PROCESS = fileURLToPath(new URL('../support/follower-process.ts', import.meta.url))
const POINTS = mixed('juki', T0, 30_000)
const EXPECTED = { sample: 30_000, state: 300, session: 300, fault: 300 }

let directory: string
let journal: FileJournal
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'navette-follower-'))
  journal = openFileJournal(join(directory, 'journal.sqlite'))
})
afterEach(() => {
  journal.close()
  rmSync(directory, { recursive: true, force: true })
})

function follow(store: TelemetryStore): Follower {
  const follower = createFollower({
    name: 'telemetry',
    source: journal,
    store,
    clock: { now_ms: Date.now },
    timers: realTimers,
    random: () => 0,
    batch_points_max: 500,
    log: { warn: () => undefined, info: () => undefined },
  })
  follower.start()
  return follower
}

const reached = (n: number): Promise<true> =>
  poll(`the cursor to reach ${n}`, async () => (await journal.cursor('telemetry')) >= n && true, 60_000)

const KILLS = 6

/** Kills the follower's process again and again while it has points in hand. */
async function killAndFinish(config: TelemetryConfig): Promise<number> {
  const share = Math.ceil(POINTS.length / (KILLS + 1))
  let kills = 0
  for (;;) {
    // Each life has its own: one that is fast, watched by a process that is slow, would leave the next one nothing
    journal.append(POINTS.slice(kills * share, (kills + 1) * share))
    const from_n = await journal.cursor('telemetry')
    const process_ = startProgram(process.execPath, [
      PROCESS,
      join(directory, 'journal.sqlite'),
      JSON.stringify(config),
    ])
    await poll('the follower to move on', async () => {
      if (!process_.alive()) throw new Error(process_.output())
      return (await journal.cursor('telemetry')) > from_n
    })
    if (kills === KILLS) {
      await reached(POINTS.length)
      await process_.kill('SIGKILL')
      return kills
    }
    await process_.kill('SIGKILL')
    kills += 1
  }
}

describe('embedded', () => {
  test('the process killed six times with points in hand: counts are equal', async () => {
    const config: TelemetryConfig = { kind: 'embedded', file: join(directory, 'telemetry.sqlite') }
    expect(await killAndFinish(config)).toBe(KILLS)
    const store = await openTelemetry(config)
    expect(await store.counts(day)).toEqual(EXPECTED)
    await store.close()
  })

  test('the file deleted and rebuilt from the journal: the same again', async () => {
    const file = join(directory, 'telemetry.sqlite')
    journal.append(POINTS)
    const store = await openTelemetry({ kind: 'embedded', file })
    const follower = follow(store)
    await reached(POINTS.length)
    await follower.stop()
    const usage = await store.usage(day)
    await store.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })

    const fresh = await openTelemetry({ kind: 'embedded', file })
    const options = { name: 'telemetry', source: journal, store: fresh, batch_points_max: 5_000, now_ms: Date.now }
    expect(await rebuildTelemetry(options)).toEqual({ to_n: POINTS.length, points: POINTS.length, refused: 0 })
    expect(await fresh.counts(day)).toEqual(EXPECTED)
    expect(await fresh.usage(day)).toEqual(usage)
    await fresh.close()
  })
})

if (influxdPath === null) {
  test.skip('skipped: influxd is not installed (apt install influxdb)', () => undefined)
} else {
  describe('a real influxd', withInfluxd)
}

function withInfluxd(): void {
  let influxd: Influxd
  let database = 0
  beforeAll(async () => {
    influxd = await startInfluxd()
  })
  afterAll(() => influxd?.stop())
  const fresh = (): TelemetryConfig => {
    database += 1
    return { kind: 'influx', url: influxd.url, token: null, org: null, bucket: `e2e-${database}`, version: 1 }
  }

  test('the follower killed six times with points in hand: counts are equal', async () => {
    const config = fresh()
    expect(await killAndFinish(config)).toBe(KILLS)
    expect(await (await openTelemetry(config)).counts(day)).toEqual(EXPECTED)
  })

  test('killed -9 three times under way and started again: counts are equal', async () => {
    const store = await openTelemetry(fresh())
    journal.append(POINTS)
    const follower = follow(store)
    for (const part of [0.2, 0.5, 0.8]) {
      await reached(POINTS.length * part)
      await influxd.kill('SIGKILL')
      await poll('the follower to notice', () => follower.status().state === 'waiting-to-retry')
      expect(follower.status().error).toContain('does not answer')
      await influxd.restart()
    }
    await reached(POINTS.length)
    await follower.stop()
    expect(await store.counts(day)).toEqual(EXPECTED)
  })

  test('down at the start: the follower waits, and copies all once it is up', async () => {
    const store = await openTelemetry(fresh())
    await influxd.kill('SIGTERM')
    journal.append(POINTS)
    const follower = follow(store)
    await poll('a second failure', () => follower.status().failures >= 2)
    expect(await journal.cursor('telemetry')).toBe(0)
    await influxd.restart()
    await reached(POINTS.length)
    await follower.stop()
    expect(await store.counts(day)).toEqual(EXPECTED)
  })

  test('a line it refuses for good becomes a dead letter, all others arrive', async () => {
    const config = fresh()
    const other_shard = T0 + 28 * 86_400_000
    await influxd.query(`CREATE DATABASE "e2e-${database}"`)
    await influxd.writeLines(`e2e-${database}`, `sample,machine=x current_mA="words" ${other_shard}`)
    const store = await openTelemetry(config)
    journal.append([...POINTS.slice(0, 777), sample('juki', other_shard), ...POINTS.slice(777)])
    const follower = follow(store)
    await reached(POINTS.length + 1)
    await follower.stop()
    expect(await store.counts(day)).toEqual(EXPECTED)
    expect(journal.letters()).toBe(1)
  })
}
