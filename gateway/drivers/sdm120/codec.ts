/**
 * Eastron SDM120-Modbus ("SDM120 Modbus Protocol Implementation", input registers 3X): 2400 8N1 as delivered, IEEE 754
 * floats, high word first. 30007 current (A), 30013 active power (W), 30343 total active energy (kWh). The node address is
 * holding register 40021, a float, written by function 16 while the meter shows "-SET-".
 */
import { checkedReading, type MeterCodec } from '../meter.ts'

/** 30001 voltage to 30013 power in one request; each is two words. */
const LIVE = { address: 0x0000, words: 14 }
const CURRENT_WORD = 0x0006
const POWER_WORD = 0x000c
/** 30343: import and export together, so that a meter wired the wrong way round counts too. */
const ENERGY = { address: 0x0156, words: 2 }
const ADDRESS_REGISTER = 0x0014

export const sdm120: MeterCodec = {
  baud_default: 2_400,
  timeout_ms: 500,
  reads: [LIVE, ENERGY],
  decode([live = [], energy = []]) {
    return checkedReading(
      floatAt(live, CURRENT_WORD),
      floatAt(live, POWER_WORD),
      // The float's step is 1 Wh from 8 MWh on: no digit below it means anything.
      Math.round(floatAt(energy, 0) * 1_000),
    )
  },
  setAddress: address => ({ address: ADDRESS_REGISTER, words: floatWords(address) }),
  address_hint: 'hold the button of the meter for three seconds until it shows -SET-',
}

function floatAt(words: readonly number[], index: number): number {
  const [high, low] = [words[index], words[index + 1]]
  if (high === undefined || low === undefined) return Number.NaN
  const bytes = Buffer.alloc(4)
  bytes.writeUInt16BE(high, 0)
  bytes.writeUInt16BE(low, 2)
  return bytes.readFloatBE(0)
}

function floatWords(value: number): number[] {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatBE(value)
  return [bytes.readUInt16BE(0), bytes.readUInt16BE(2)]
}
