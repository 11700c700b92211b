/** What differs by version besides credentials: is there /api/v2/write, make the database, empty it. */
import { ident, query } from './influxql.ts'
import { MEASUREMENTS } from './line.ts'
import { type InfluxConfig, refusal, request } from './target.ts'

/** 1.8 and later, 2 and 3 have /api/v2/write; before, Go's router answers in plain text that there is no such page. */
export async function hasV2Write(config: InfluxConfig): Promise<boolean> {
  if (config.version !== 1) return true
  const bucket = encodeURIComponent(config.bucket)
  const response = await request(config, `/api/v2/write?bucket=${bucket}&precision=ms`, { method: 'POST', body: '' })
  const answer = await response.text()
  return !(response.status === 404 && answer.startsWith('404 page not found'))
}

/**
 * Version 1 makes its database where the user may; where not, it may exist all the same, and the first write tells.
 * Buckets of version 2 belong to whoever runs the server; version 3 makes its database at the first write.
 */
export async function ensureDatabase(config: InfluxConfig): Promise<void> {
  if (config.version !== 1) return
  const body = new URLSearchParams({ q: `CREATE DATABASE ${ident(config.bucket)}` })
  const response = await request(config, '/query', { method: 'POST', body })
  await response.body?.cancel()
  if (response.status >= 500) throw refusal(config, response.status, '')
}

/** Before a rebuild: our four measurements, nothing else that may live in the same bucket. */
export async function clear(config: InfluxConfig): Promise<void> {
  switch (config.version) {
    case 1:
      await clearV1(config)
      return
    case 2:
      for (const measurement of MEASUREMENTS) await deleteV2(config, measurement)
      return
    case 3:
      for (const table of MEASUREMENTS) await dropV3(config, table)
      return
  }
}

/** Dropping a measurement needs an administrator (and frees its field types); deleting its points only needs writing. */
async function clearV1(config: InfluxConfig): Promise<void> {
  await ensureDatabase(config)
  const dropped = await attempt(config, 'DROP MEASUREMENT')
  if (dropped === null) return
  const deleted = await attempt(config, 'DELETE FROM')
  if (deleted !== null) throw deleted
}

async function attempt(config: InfluxConfig, verb: string): Promise<Error | null> {
  try {
    await query(
      config,
      MEASUREMENTS.map(name => `${verb} ${ident(name)}`),
    )
    return null
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

/** POST /api/v2/delete, https://docs.influxdata.com/influxdb/v2/write-data/delete-data/ */
async function deleteV2(config: InfluxConfig, measurement: string): Promise<void> {
  const params = new URLSearchParams({ org: config.org ?? '', bucket: config.bucket })
  const body = JSON.stringify({
    start: '1970-01-01T00:00:00Z',
    stop: '2200-01-01T00:00:00Z',
    predicate: `_measurement="${measurement}"`,
  })
  const headers = { 'content-type': 'application/json' }
  const response = await request(config, `/api/v2/delete?${params}`, { method: 'POST', body, headers })
  if (!response.ok) throw refusal(config, response.status, await response.text())
}

/** DELETE /api/v3/configure/table, https://docs.influxdata.com/influxdb3/core/admin/tables/delete/; 404: it was never written. */
async function dropV3(config: InfluxConfig, table: string): Promise<void> {
  const params = new URLSearchParams({ db: config.bucket, table })
  const response = await request(config, `/api/v3/configure/table?${params}`, { method: 'DELETE' })
  if (!response.ok && response.status !== 404) throw refusal(config, response.status, await response.text())
}
