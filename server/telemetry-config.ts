/** Which telemetry store the environment asks for: the embedded one unless an InfluxDB is named. */
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { TelemetryConfig } from './telemetry/open.ts'

/** Name of the cursor in the ledger's table `follower`: one for each store, so that a new one is filled from the start. */
export const followerName = ({ influx }: Config): string =>
  influx === null ? 'telemetry:embedded' : `telemetry:${new URL(influx.url).origin}/${influx.bucket}`

export function telemetryConfig(config: Config): TelemetryConfig {
  if (config.influx === null) return { kind: 'embedded', file: join(config.data, 'telemetry.sqlite') }
  return { kind: 'influx', ...config.influx }
}
