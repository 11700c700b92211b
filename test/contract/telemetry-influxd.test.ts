/** InfluxDB through a real influxd 1.x: the suite, and what only a real server can say. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTelemetry } from '#server/telemetry/open.ts'
import type { TelemetryStore } from '#server/telemetry/ports.ts'
import { type Influxd, influxdPath, startInfluxd } from '#test/support/influxd.ts'
import { day, everySecond, sample, session, T0 } from '#test/support/telemetry-points.ts'
import { describeTelemetryStore } from './telemetry.suite.ts'

const WEEK_MS = 7 * 86_400_000
/** InfluxDB keeps one type a field and shard; a shard is a week: this instant lies in another one. */
const OTHER_SHARD = T0 + 4 * WEEK_MS

function open(influxd: Influxd, options: { bucket?: string; token?: string } = {}): Promise<TelemetryStore> {
  const { bucket = 'navette', token = null } = options
  return openTelemetry({ kind: 'influx', url: influxd.url, token, org: null, bucket, version: 1 })
}

if (influxdPath === null) {
  describe('InfluxDB 1.x telemetry', () => {
    test.skip('skipped: influxd is not installed (apt install influxdb)', () => undefined)
  })
} else {
  describeTelemetryStore('InfluxDB 1.x telemetry (real influxd)', async () => {
    const influxd = await startInfluxd()
    const store = await open(influxd)
    return {
      store,
      async dispose() {
        await store.close()
        await influxd.stop()
      },
    }
  })
  describe('a real influxd', withoutAuthentication)
  describe('a real influxd with authentication', withAuthentication)
}

function withoutAuthentication(): void {
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd()
  })
  afterAll(() => influxd?.stop())

  test('400 on one line of a thousand: that point is refused with its reason, the others are stored', async () => {
    const store = await open(influxd, { bucket: 'conflict' })
    await influxd.query('CREATE DATABASE "conflict"')
    await influxd.writeLines('conflict', `sample,machine=other current_mA="words" ${OTHER_SHARD}`)
    const points = everySecond('juki', T0, 999)
    const bad = sample('juki', OTHER_SHARD)
    const { refused } = await store.write([...points.slice(0, 700), bad, ...points.slice(700)])
    expect(refused.map(({ point }) => point)).toEqual([bad])
    expect(refused[0]?.error).toContain('field type conflict')
    expect((await store.counts(day)).sample).toBe(999)
  })

  test('points older than the database keeps are no error, and nobody is told they were bad', async () => {
    const store = await open(influxd, { bucket: 'short' })
    await influxd.query('CREATE DATABASE "short" WITH DURATION 1d')
    const old = Date.UTC(2020, 0, 1)
    const now = Date.now()
    expect(await store.write([sample('juki', old), sample('juki', now)])).toEqual({ refused: [] })
    expect((await store.counts({ from_ms: now - 1_000, to_ms: now + 1_000 })).sample).toBe(1)
    expect((await store.counts({ from_ms: old, to_ms: old + 1 })).sample).toBe(0)
  })

  test('a category that is absent is a row of its own, and the drivers of sharing can be asked by anyone in InfluxQL', async () => {
    const store = await open(influxd, { bucket: 'usage' })
    await store.write([session('juki', T0), session('juki', T0 + 1, { category: null, running_ms: 5 })])
    const answer = await influxd.query(
      'SELECT SUM("running_ms") FROM "usage".."session" GROUP BY "machine", "category"',
    )
    expect(JSON.parse(answer).results[0].series).toMatchObject([
      { tags: { machine: 'juki', category: '' }, values: [[expect.anything(), 5]] },
      { tags: { machine: 'juki', category: 'cooperateur' }, values: [[expect.anything(), 600_000]] },
    ])
  })

  test('a database dropped under way is made again at the second attempt', async () => {
    const store = await open(influxd, { bucket: 'dropped' })
    await store.write([sample('juki', T0)])
    await influxd.query('DROP DATABASE "dropped"')
    await expect(store.write([sample('juki', T0)])).rejects.toThrow('has no database dropped: create it first')
    expect(await store.write([sample('juki', T0)])).toEqual({ refused: [] })
    expect((await store.counts(day)).sample).toBe(1)
  })

  test('down: it rejects with a sentence; up again: the same store writes, and nothing acknowledged is missing', async () => {
    const store = await open(influxd, { bucket: 'down' })
    await store.write(everySecond('juki', T0, 100))
    await influxd.kill('SIGKILL')
    const more = everySecond('juki', T0 + 100_000, 100)
    await expect(store.write(more)).rejects.toThrow(/does not answer \(ECONNREFUSED\)/)
    await expect(store.ping()).rejects.toThrow(/does not answer/)
    await influxd.restart()
    expect(await store.write(more)).toEqual({ refused: [] })
    expect((await store.counts(day)).sample).toBe(200)
  })
}

function withAuthentication(): void {
  const admin = 'root:sesame-1'
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd({ auth: true })
    await influxd.query(`CREATE USER root WITH PASSWORD 'sesame-1' WITH ALL PRIVILEGES`)
    await influxd.query('CREATE DATABASE "given"', admin)
    await influxd.query(`CREATE USER navette WITH PASSWORD 'pass:word'`, admin)
    await influxd.query('GRANT ALL ON "given" TO "navette"', admin)
  })
  afterAll(() => influxd?.stop())

  test.each([
    ['none', undefined],
    ['a wrong password', 'navette:wrong'],
    ['an unknown user', 'nobody:pass:word'],
  ])('%s as credentials: rejects with 401 and what to check, and never repeats the password', async (_, token) => {
    const store = await open(influxd, { bucket: 'given', ...(token === undefined ? {} : { token }) })
    const error = await store.write([sample('juki', T0)]).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toContain('refuses the credentials (401): check NAVETTE_INFLUX_TOKEN')
    expect(String(error)).not.toContain('wrong')
    await expect(store.counts(day)).rejects.toThrow('401')
  })

  test('a user who may only use the database that was given writes, reads and clears it', async () => {
    const store = await open(influxd, { bucket: 'given', token: 'navette:pass:word' })
    expect(await store.write(everySecond('juki', T0, 50))).toEqual({ refused: [] })
    expect((await store.counts(day)).sample).toBe(50)
    await store.clear()
    expect((await store.counts(day)).sample).toBe(0)
  })

  test('another database is refused with 403', async () => {
    await influxd.query('CREATE DATABASE "foreign"', admin)
    const store = await open(influxd, { bucket: 'foreign', token: 'navette:pass:word' })
    await expect(store.write([sample('juki', T0)])).rejects.toThrow('grants no access to foreign (403)')
  })
}
