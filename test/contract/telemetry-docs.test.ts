/** docs/telemetry.md promises queries: each is run against a real influxd, on points written by the real adapter. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTelemetry } from '#server/telemetry/open.ts'
import { type Influxd, influxdPath, startInfluxd } from '#test/support/influxd.ts'
import { mixed, T0 } from '#test/support/telemetry-points.ts'

const page = readFileSync(new URL('../../docs/telemetry.md', import.meta.url), 'utf8')
const queries = [...page.matchAll(/```influxql\n([^`]+)\n```/g)].map(([, query = '']) => query)

/** What Grafana puts in for its macros. */
const asSent = (query: string): string =>
  query
    .replaceAll('$timeFilter', `time >= ${T0}ms AND time < ${T0 + 86_400_000}ms`)
    .replaceAll('$__interval', '10m')
    .replaceAll(/ FROM "/g, ' FROM "docs".."')

describe('the queries of docs/telemetry.md', () => {
  test('are found', () => expect(queries.length).toBeGreaterThan(5))

  if (influxdPath === null) {
    test.skip('skipped: influxd is not installed (apt install influxdb)', () => undefined)
    return
  }
  let influxd: Influxd
  beforeAll(async () => {
    influxd = await startInfluxd()
    const config = { url: influxd.url, token: null, org: null, bucket: 'docs', version: 1 } as const
    await (await openTelemetry({ kind: 'influx', ...config })).write(mixed('juki-1', T0, 2_000))
  })
  afterAll(() => influxd?.stop())

  test.each(queries)('%s', async query => {
    const { results } = JSON.parse(await influxd.query(asSent(query))) as {
      results: [{ series?: { values: unknown[] }[] }]
    }
    expect(results[0]).not.toHaveProperty('error')
    expect(results[0].series?.[0]?.values.length).toBeGreaterThan(0)
  })
})
