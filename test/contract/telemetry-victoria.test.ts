/** The /api/v2/write path against a real server. VictoriaMetrics answers no InfluxQL: what it stored is exported and counted. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTelemetry } from '#server/telemetry/open.ts'
import { everySecond, mixed, T0 } from '#test/support/telemetry-points.ts'
import { startVictoriaMetrics, type VictoriaMetrics, victoriaMetricsPath } from '#test/support/victoria-metrics.ts'

if (victoriaMetricsPath === null) {
  describe('/api/v2/write', () => {
    test.skip('skipped: victoria-metrics is not installed (apt install victoria-metrics)', () => undefined)
  })
} else {
  describe('/api/v2/write (real VictoriaMetrics)', writesV2)
}

function writesV2(): void {
  let victoria: VictoriaMetrics
  beforeAll(async () => {
    victoria = await startVictoriaMetrics()
  })
  afterAll(() => victoria?.stop())

  test('10 000 samples and their events written twice are there once', async () => {
    const store = await openTelemetry({
      kind: 'influx',
      url: victoria.url,
      token: 'any',
      org: 'atelier',
      bucket: 'navette',
      version: 2,
    })
    const points = mixed('twice', T0, 10_000)
    for (let time = 0; time < 2; time++) {
      expect(await store.write(points)).toEqual({ refused: [] })
      expect(await victoria.count('sample_relay')).toBe(10_000)
      expect(await victoria.count('sample_current_mA')).toBe(10_000)
      expect(await victoria.count('state_code')).toBe(100)
      expect(await victoria.count('session_running_ms')).toBe(100)
      expect(await victoria.count('fault_active')).toBe(100)
    }
    await expect(store.ping()).resolves.toBeUndefined()
    await store.close()
  })

  test.each([1, 3] as const)('version %i finds the path too', async version => {
    const bucket = 'navette'
    const store = await openTelemetry({ kind: 'influx', url: victoria.url, token: null, org: null, bucket, version })
    const before = await victoria.count('sample_relay')
    await store.write(everySecond(`version-${version}`, T0, 7))
    expect(await victoria.count('sample_relay')).toBe(before + 7)
  })
}
