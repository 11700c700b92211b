/** A real VictoriaMetrics on loopback: it takes /api/v2/write as InfluxDB 1.8 to 3 do, and exports what it stored. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poll } from './poll.ts'
import { findProgram, freePort, startProgram } from './program.ts'

export const victoriaMetricsPath = findProgram('victoria-metrics')

export type VictoriaMetrics = {
  url: string
  /** stored values of one field (`<measurement>_<field>`), over all series */
  count(metric: string): Promise<number>
  stop(): Promise<void>
}

export async function startVictoriaMetrics(): Promise<VictoriaMetrics> {
  if (victoriaMetricsPath === null) throw new Error('victoria-metrics is not installed')
  const directory = mkdtempSync(join(tmpdir(), 'navette-victoria-'))
  const url = `http://127.0.0.1:${await freePort()}`
  const program = startProgram(victoriaMetricsPath, [
    `-httpListenAddr=${new URL(url).host}`,
    `-storageDataPath=${directory}`,
    '-retentionPeriod=100y',
    // Keeps one value a series and millisecond, as InfluxDB does.
    '-dedup.minScrapeInterval=1ms',
  ])
  await poll('victoria-metrics to answer', async () => {
    if (!program.alive()) throw new Error(`victoria-metrics ended: ${program.output()}`)
    return (await fetch(`${url}/health`).catch(() => null))?.ok
  })
  return {
    url,
    async count(metric) {
      await fetch(`${url}/internal/force_flush`)
      const response = await fetch(`${url}/api/v1/export`, {
        method: 'POST',
        body: new URLSearchParams({ 'match[]': `{__name__="${metric}"}` }),
      })
      const lines = (await response.text()).split('\n').filter(line => line !== '')
      return lines.reduce((total, line) => total + (JSON.parse(line) as { values: unknown[] }).values.length, 0)
    },
    async stop() {
      await program.kill('SIGKILL')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
