/** What a demonstration proves of itself: all that was sent is committed, the metering holds against the truth, cents add up. */
import type { PeriodPreview } from '#server/contract/api.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { Kept } from './gateway.ts'
import type { Truth } from './processes.ts'

/** Issue figure: ≤ 0.5 % of running time with the register. */
export const METERING_ERROR_RATIO_MAX = 0.005

export type Evidence = {
  truth: Truth
  kept: Kept
  counts: { messages: number; quarantined: number; gaps: number }
  sessions: readonly Session[]
  unattributed: readonly { machine: string; running_ms: number }[]
  preview: PeriodPreview
  verify: { ok: boolean; problems: unknown[] }
}
/** One machine's accounts beside what really happened; `unheard_ms`: its sensor was dead or out of reach. */
export type MachineReport = {
  machine: string
  running_ms_true: number
  running_ms_metered: number
  unheard_ms: number
}
export type DemoReport = {
  messages: number
  committed: number
  gaps: number
  quarantined: number
  sessions: number
  running_ms_metered: number
  running_ms_true: number
  metering_error_ratio: number
  pools_cents: number
  shared_cents: number
  badge_p99_ms: number | null
  verified: boolean
  machines: MachineReport[]
  /** what does not hold, each in a sentence */
  broken: string[]
  ok: boolean
}

/**
 * Said by stations that are their own firmware, and by the gateway for stations of parts: what its outbox took over beside the
 * serial lines. A message that got lost between cable and outbox would be a gap.
 */
export const sentIn = (truth: Truth, kept: Kept): number => truth.messages_sent - truth.messages_serial + kept.kept

export function report({ truth, kept, counts, sessions, unattributed, preview, verify }: Evidence): DemoReport {
  const machines = truth.machines.map(one => machineReport(one, sessions, unattributed))
  const heard = machines.filter(({ unheard_ms }) => unheard_ms === 0)
  const running_ms_true = sum(heard.map(one => one.running_ms_true))
  const running_ms_metered = sum(heard.map(one => one.running_ms_metered))
  const metering_error_ratio =
    running_ms_true === 0 ? 0 : Math.abs(running_ms_metered - running_ms_true) / running_ms_true
  const pools_cents = sum(preview.pools.map(one => one.amount_cents))
  const shared_cents = sharedCents(preview)
  const charged_cents = sum(preview.members.map(one => one.total_cents))
  const messages = sentIn(truth, kept)
  const broken = [
    ...unless(messages > 0 && sessions.length > 0, 'nothing happened'),
    ...unless(truth.unacked === 0, `${truth.unacked} messages were never acknowledged`),
    ...unless(counts.messages === messages, `${counts.messages} of ${messages} messages are committed`),
    ...unless(counts.quarantined === 0, `${counts.quarantined} messages are in quarantine`),
    ...unless(counts.gaps === 0, `${counts.gaps} gaps in what stations said`),
    ...unless(metering_error_ratio <= METERING_ERROR_RATIO_MAX, `the metering is off by ${metering_error_ratio}`),
    // Where tariffs price, nothing is shared until the year is settled.
    ...unless(pools_cents + charged_cents > 0, 'nobody pays anything'),
    ...unless(pools_cents === shared_cents, `${shared_cents} of ${pools_cents} cents are shared`),
    ...unless(verify.ok, 'verify finds problems'),
    ...truth.problems,
  ]
  return {
    messages,
    committed: counts.messages,
    gaps: counts.gaps,
    quarantined: counts.quarantined,
    sessions: sessions.length,
    running_ms_metered,
    running_ms_true,
    metering_error_ratio,
    pools_cents,
    shared_cents,
    badge_p99_ms: percentile(truth.badge_latencies_ms, 0.99),
    verified: verify.ok,
    machines,
    broken,
    ok: broken.length === 0,
  }
}

const unless = (holds: boolean, sentence: string): string[] => (holds ? [] : [sentence])

/** What members, organisations and the cooperative bear of the pools, added up from their own lines. */
function sharedCents({ pools, members, organisations = [] }: PeriodPreview): number {
  const ids = new Set(pools.map(({ id }) => id))
  const lines = [...members, ...organisations].flatMap(one => one.lines)
  const borne = lines.filter(({ pool }) => pool !== undefined && ids.has(pool))
  return sum(borne.map(({ cents }) => cents)) + sum(pools.map(one => one.cooperative_cents ?? 0))
}

function machineReport(
  { machine, running_ms_true, unheard_ms }: Truth['machines'][number],
  sessions: Evidence['sessions'],
  unattributed: Evidence['unattributed'],
): MachineReport {
  const of_it = [...sessions, ...unattributed].filter(one => one.machine === machine)
  return {
    machine,
    running_ms_true: Math.round(running_ms_true),
    running_ms_metered: sum(of_it.map(one => one.running_ms)),
    unheard_ms,
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** Nearest rank; null without any. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}
