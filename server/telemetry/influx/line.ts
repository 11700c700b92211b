/**
 * One point as one line of InfluxDB's line protocol, in ms. Tags and timestamp are the point's identity: the same point
 * always gives the same line, so that a replay overwrites. `order` is a tag only above 0. Never a person's name.
 */
import { Point } from '@influxdata/influxdb-client'
import type { MachineState } from '#server/domain/metering/types.ts'
import type { TelemetryPoint } from '../ports.ts'

/** For graphs that want a number; documented in docs/telemetry.md. */
export const STATE_CODES: Record<MachineState, number> = { off: 0, idle: 1, running: 2, fault: 3, silent: 4 }

export const MEASUREMENTS = ['sample', 'state', 'session', 'fault'] as const satisfies TelemetryPoint['kind'][]

/** Throws a RangeError for a value that has no place in a line: a fraction where milliseconds are due, NaN, an infinity. */
export function lineOf(point: TelemetryPoint): string {
  const line = toPoint(point)
    .timestamp(String(whole('at_ms', point.at_ms)))
    .toLineProtocol()
  if (line === undefined) throw new RangeError(`a ${point.kind} without fields`)
  return line
}

function toPoint(point: TelemetryPoint): Point {
  const line = new Point(point.kind).tag('machine', point.machine)
  switch (point.kind) {
    case 'sample':
      line.tag('station', point.station).booleanField('relay', point.relay)
      order(line, point.order)
      integer(line, 'current_mA', point.current_mA)
      float(line, 'power_W', point.power_W)
      float(line, 'energy_Wh', point.energy_Wh)
      return integer(line, 'running_ms', point.running_ms)
    case 'state':
      order(line, point.order)
      return integer(line.stringField('state', point.state), 'code', STATE_CODES[point.state])
    case 'fault':
      order(line, point.order)
      return line.tag('code', point.code).booleanField('active', point.active)
    case 'session':
      if (point.category !== null) line.tag('category', point.category)
      line.stringField('session', point.session).stringField('grade', point.grade)
      for (const field of DURATIONS) integer(line, field, point[field])
      return float(line, 'energy_Wh', point.energy_Wh)
  }
}

const DURATIONS = ['running_ms', 'worked_ms', 'session_ms', 'idle_ms', 'silent_ms', 'fault_ms'] as const

function order(line: Point, value: number): void {
  if (value > 0) line.tag('order', String(whole('order', value)))
}

function integer(line: Point, field: string, value: number | null): Point {
  return value === null ? line : line.intField(field, whole(field, value))
}

function float(line: Point, field: string, value: number | null): Point {
  if (value === null) return line
  if (!Number.isFinite(value)) throw new RangeError(`${field} is no finite number: ${value}`)
  return line.floatField(field, value)
}

/** The client would round a fraction down in silence. */
function whole(field: string, value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${field} is no whole number: ${value}`)
  return value
}
