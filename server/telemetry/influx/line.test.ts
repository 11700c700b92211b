import { describe, expect, test } from 'vitest'
import type { TelemetryPoint } from '../ports.ts'
import { lineOf } from './line.ts'

const at = { n: 7, machine: 'juki-1', at_ms: 1_790_000_000_123 }
const sample: TelemetryPoint = {
  ...at,
  kind: 'sample',
  station: 'poste-1',
  order: 0,
  current_mA: 812,
  relay: true,
  power_W: 186.5,
  energy_Wh: 12,
  running_ms: 4_000,
}
const session: TelemetryPoint = {
  ...at,
  kind: 'session',
  category: 'cooperateur',
  session: '0190-a',
  running_ms: 1,
  worked_ms: 2,
  session_ms: 10,
  idle_ms: 9,
  silent_ms: 0,
  fault_ms: 0,
  energy_Wh: 3,
  grade: 'measured',
}

describe('lineOf', () => {
  test.each<[string, TelemetryPoint, string]>([
    [
      'a sample',
      sample,
      'sample,machine=juki-1,station=poste-1 current_mA=812i,energy_Wh=12,power_W=186.5,relay=T,running_ms=4000i 1790000000123',
    ],
    [
      'a sample without a meter has no field for it',
      { ...sample, current_mA: null, power_W: null, energy_Wh: null, running_ms: null, relay: false },
      'sample,machine=juki-1,station=poste-1 relay=F 1790000000123',
    ],
    [
      'order is a tag only above 0',
      { ...at, kind: 'state', order: 2, state: 'running' },
      'state,machine=juki-1,order=2 code=2i,state="running" 1790000000123',
    ],
    [
      'a fault',
      { ...at, kind: 'fault', order: 0, code: 'relay-stuck', active: false },
      'fault,code=relay-stuck,machine=juki-1 active=F 1790000000123',
    ],
    [
      'a session',
      session,
      'session,category=cooperateur,machine=juki-1 energy_Wh=3,fault_ms=0i,grade="measured",idle_ms=9i,running_ms=1i,session="0190-a",session_ms=10i,silent_ms=0i,worked_ms=2i 1790000000123',
    ],
    [
      'a session without a category has no tag for it',
      { ...session, category: null },
      'session,machine=juki-1 energy_Wh=3,fault_ms=0i,grade="measured",idle_ms=9i,running_ms=1i,session="0190-a",session_ms=10i,silent_ms=0i,worked_ms=2i 1790000000123',
    ],
    [
      'a tag is escaped',
      { ...at, machine: 'a b,c=d', kind: 'state', order: 0, state: 'off' },
      'state,machine=a\\ b\\,c\\=d code=0i,state="off" 1790000000123',
    ],
  ])('%s', (_, point, line) => expect(lineOf(point)).toBe(line))

  test.each<[string, TelemetryPoint]>([
    ['a fraction of a millisecond', { ...sample, running_ms: 1.5 }],
    ['NaN milliampere', { ...sample, current_mA: Number.NaN }],
    ['infinite power', { ...sample, power_W: Number.POSITIVE_INFINITY }],
    ['a timestamp that is none', { ...sample, at_ms: Number.NaN }],
    ['an order that is none', { ...sample, order: 1.5 }],
  ])('%s is refused here, not rounded', (_, point) => expect(() => lineOf(point)).toThrow(RangeError))
})
