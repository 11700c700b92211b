/** The bought parts a composed station may be made of, by the names gateway.json uses. */
import type { UidDecoder } from '../cards/uid.ts'
import { LCUS_1_BAUD, lcus1Command } from './lcus-1/command.ts'
import type { MeterCodec } from './meter.ts'
import type { PlugCodec } from './plug.ts'
import { pzem004t } from './pzem-004t/codec.ts'
import { RDM6300_BAUD, Rdm6300Decoder } from './rdm6300/decoder.ts'
import { sdm120 } from './sdm120/codec.ts'
import { shelly } from './shelly/codec.ts'
import { tasmota } from './tasmota/codec.ts'
import { UID_LINES_BAUD, UidLinesDecoder } from './uid-lines/decoder.ts'

export type ReaderDriver = { baud_default: number; decoder(): UidDecoder }
export type RelayDriver = { baud_default: number; command(on: boolean): Uint8Array }

export const READERS = {
  rdm6300: { baud_default: RDM6300_BAUD, decoder: () => new Rdm6300Decoder() },
  'uid-lines': { baud_default: UID_LINES_BAUD, decoder: () => new UidLinesDecoder() },
} as const satisfies Record<string, ReaderDriver>

export const METERS = { 'pzem-004t': pzem004t, sdm120 } as const satisfies Record<string, MeterCodec>

export const RELAYS = {
  'lcus-1': { baud_default: LCUS_1_BAUD, command: lcus1Command },
} as const satisfies Record<string, RelayDriver>

/** Made for the plug's own prefix, `plug/<site>/<id>`. */
export const PLUGS = { shelly, tasmota: () => tasmota } as const satisfies Record<string, (prefix: string) => PlugCodec>

export const READER_NAMES = ['rdm6300', 'uid-lines'] as const satisfies (keyof typeof READERS)[]
export const METER_NAMES = ['pzem-004t', 'sdm120'] as const satisfies (keyof typeof METERS)[]
export const RELAY_NAMES = ['lcus-1'] as const satisfies (keyof typeof RELAYS)[]
export const PLUG_NAMES = ['shelly', 'tasmota'] as const satisfies (keyof typeof PLUGS)[]
