/** Which store, from the configuration: the embedded one unless an InfluxDB is named. */
import { openEmbedded } from './embedded/store.ts'
import { openInflux } from './influx/store.ts'
import type { TelemetryStore } from './ports.ts'

export type TelemetryConfig =
  | { kind: 'embedded'; file: string }
  | { kind: 'influx'; url: string; token: string | null; org: string | null; bucket: string; version: 1 | 2 | 3 }

/** Rejects when the embedded file cannot be used. An InfluxDB that is down is no reason not to start. */
export async function openTelemetry(config: TelemetryConfig): Promise<TelemetryStore> {
  if (config.kind === 'embedded') return openEmbedded({ file: config.file })
  return openInflux(config)
}
