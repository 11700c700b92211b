/** What a demonstration proves of itself: all that was sent is committed, the metering holds against the truth, cents add up. */
import type { PeriodPreview } from '#server/contract/api.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { Truth } from './processes.ts'

/** Issue figure: ≤ 0.5 % of running time with the register. */
export const METERING_ERROR_RATIO_MAX = 0.005

export type Evidence = {
  truth: Truth
  counts: { messages: number; quarantined: number }
  sessions: readonly Session[]
  unattributed_running_ms: number
  preview: PeriodPreview
  verify: { ok: boolean; problems: unknown[] }
}
export type DemoReport = {
  messages: number
  committed: number
  quarantined: number
  sessions: number
  running_ms_metered: number
  running_ms_true: number
  metering_error_ratio: number
  pools_cents: number
  shared_cents: number
  badge_p99_ms: number | null
  verified: boolean
  ok: boolean
}

export function report({ truth, counts, sessions, unattributed_running_ms, preview, verify }: Evidence): DemoReport {
  const running_ms_true = Math.round(sum(truth.machines.map(one => one.running_ms_true)))
  const running_ms_metered = sum(sessions.map(one => one.running_ms)) + unattributed_running_ms
  const metering_error_ratio =
    running_ms_true === 0 ? 0 : Math.abs(running_ms_metered - running_ms_true) / running_ms_true
  const pools_cents = sum(preview.pools.map(one => one.amount_cents))
  const shared_cents = sum(preview.members.map(one => one.total_cents)) + preview.cooperative_cents
  const ok =
    truth.messages_sent > 0 &&
    truth.unacked === 0 &&
    counts.messages === truth.messages_sent &&
    counts.quarantined === 0 &&
    sessions.length > 0 &&
    metering_error_ratio <= METERING_ERROR_RATIO_MAX &&
    pools_cents > 0 &&
    pools_cents === shared_cents &&
    verify.ok
  return {
    messages: truth.messages_sent,
    committed: counts.messages,
    quarantined: counts.quarantined,
    sessions: sessions.length,
    running_ms_metered,
    running_ms_true,
    metering_error_ratio,
    pools_cents,
    shared_cents,
    badge_p99_ms: percentile(truth.badge_latencies_ms, 0.99),
    verified: verify.ok,
    ok,
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** Nearest rank; null without any. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
