/** Points for tests: an hour, a day or a thousand of them, each different, all plausible. */
import type { Range, TelemetryPoint } from '#server/telemetry/ports.ts'

export type SamplePoint = Extract<TelemetryPoint, { kind: 'sample' }>
export type SessionPoint = Extract<TelemetryPoint, { kind: 'session' }>

/** 1 October 2026, 00:00 UTC: a whole minute. */
export const T0 = Date.UTC(2026, 9, 1)

export function sample(machine: string, at_ms: number, fields: Partial<SamplePoint> = {}): SamplePoint {
  return {
    kind: 'sample',
    n: 1,
    machine,
    station: `${machine}-s`,
    at_ms,
    order: 0,
    current_mA: 700,
    relay: true,
    power_W: null,
    energy_Wh: null,
    running_ms: null,
    ...fields,
  }
}

export function session(machine: string, at_ms: number, fields: Partial<SessionPoint> = {}): SessionPoint {
  return {
    kind: 'session',
    n: 1,
    machine,
    category: 'cooperateur',
    at_ms,
    session: `s-${machine}-${at_ms}`,
    running_ms: 600_000,
    worked_ms: 700_000,
    session_ms: 1_000_000,
    idle_ms: 400_000,
    silent_ms: 0,
    fault_ms: 0,
    energy_Wh: 120,
    grade: 'measured',
    ...fields,
  }
}

/** One sample a second from `from_ms`, the station named for its machine, the currents a saw. */
export function everySecond(machine: string, from_ms: number, count: number): SamplePoint[] {
  return Array.from({ length: count }, (_, index) =>
    sample(machine, from_ms + index * 1_000, {
      n: index + 1,
      current_mA: (index * 37) % 1_500,
      power_W: ((index * 37) % 1_500) / 5,
      running_ms: index * 400,
    }),
  )
}

/** Every kind: `count` samples, and a state, a session and a fault for every hundred. */
export function mixed(machine: string, from_ms: number, count: number): TelemetryPoint[] {
  return everySecond(machine, from_ms, count).flatMap((point, index): TelemetryPoint[] => {
    if (index % 100 !== 0) return [point]
    const { at_ms, n } = point
    return [
      point,
      { kind: 'state', n, machine, at_ms, order: 0, state: index % 200 === 0 ? 'running' : 'idle' },
      session(machine, at_ms, { n, category: index % 300 === 0 ? null : 'cooperateur' }),
      { kind: 'fault', n, machine, at_ms, order: 0, code: 'thread', active: index % 200 === 0 },
    ]
  })
}

export const day: Range = { from_ms: T0, to_ms: T0 + 86_400_000 }
