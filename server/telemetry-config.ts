/** Which telemetry store the environment asks for: the embedded one unless an InfluxDB is named. */
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { TelemetryConfig } from './telemetry/open.ts'

/** Name of the cursor in the ledger's table `follower`. */
export const FOLLOWER = 'telemetry'

export function telemetryConfig(config: Config): TelemetryConfig {
  if (config.influx === null) return { kind: 'embedded', file: join(config.data, 'telemetry.sqlite') }
  return { kind: 'influx', ...config.influx }
}
