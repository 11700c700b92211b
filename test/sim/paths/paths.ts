/** Every way a machine may be metered and switched. */
import { ComposedSeat, PlugSeat } from './composed.ts'
import { NativeMqttSeat, NativeSerialSeat } from './native.ts'
import type { MakeSeat } from './seat.ts'

export const PATHS = {
  'native-serial': (id, road) => new NativeSerialSeat(id, road),
  'native-mqtt': (id, road) => new NativeMqttSeat(id, road),
  'serial-parts': (id, road) => new ComposedSeat(id, road),
  shelly: (id, road) => new PlugSeat(id, road, 'shelly'),
  tasmota: (id, road) => new PlugSeat(id, road, 'tasmota'),
} as const satisfies Record<string, MakeSeat>
export type PathName = keyof typeof PATHS
/** Its firmware is the gateway: a restart of that is no power-up of its relay. */
export const isComposedPath = (path: string): boolean => !path.startsWith('native-')
/** A plug switches the supply: behind an open one nothing draws. */
export const isPlugPath = (path: string): boolean => path === 'shelly' || path === 'tasmota'
