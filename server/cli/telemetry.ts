/** The telemetry store held against the ledger, or written again from it. */
import type { Config } from '#server/config.ts'
import { periodOf, periodRange } from '#server/domain/time.ts'
import type { Ledger } from '#server/ledger/ledger.ts'
import { type Agreement, agree } from '#server/telemetry/agree.ts'
import { openTelemetry } from '#server/telemetry/open.ts'
import { rebuildTelemetry } from '#server/telemetry/rebuild.ts'
import { followerName, telemetryConfig } from '../telemetry-config.ts'
import { CliError } from './output.ts'

const REBUILD_POINTS_MAX = 1_000

export async function rebuild(
  ledger: Ledger,
  config: Config,
): Promise<{ to_n: number; points: number; refused: number }> {
  const store = await openTelemetry(telemetryConfig(config))
  try {
    return await rebuildTelemetry({
      name: followerName(config),
      source: ledger,
      store,
      batch_points_max: REBUILD_POINTS_MAX,
      now_ms: Date.now,
    })
  } catch (error) {
    throw new CliError(`the telemetry store did not take it: ${(error as Error).message}`)
  } finally {
    await store.close()
  }
}

export async function compare(ledger: Ledger, config: Config): Promise<Agreement> {
  const store = await openTelemetry(telemetryConfig(config))
  try {
    const months = await monthsOf(ledger)
    return await agree({ ledgerUsage: range => ledger.usage(range), store, months })
  } catch (error) {
    throw new CliError(`the telemetry store did not answer: ${(error as Error).message}`)
  } finally {
    await store.close()
  }
}

/** Every month in which a session starts, in the atelier's zone. */
async function monthsOf(ledger: Ledger): Promise<{ from_ms: number; to_ms: number }[]> {
  const { directory } = await ledger.present()
  const zone = directory.site?.timezone ?? 'UTC'
  const sessions = await ledger.sessionsStarting({ from_ms: 0, to_ms: Number.MAX_SAFE_INTEGER })
  const periods = new Set(sessions.map(session => periodOf(session.start_at_ms, zone)))
  return [...periods].sort().map(period => periodRange(period, zone))
}
