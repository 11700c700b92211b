/**
 * PZEM-004T v3 (Peacefair, "PZEM-004T V3.0 User Manual" §2.3 and §2.4): 9600 8N1, input registers 0000–0009, two-word
 * values low word first: voltage 0.1 V, current 1 mA, power 0.1 W, energy 1 Wh, frequency, power factor, alarm. Energy runs
 * to 9999.99 kWh and begins again. Holding register 0002 is the address, 0001–00F7; it takes effect at once.
 */
import { checkedReading, type MeterCodec } from '../meter.ts'

const WORDS = 10
const ADDRESS_REGISTER = 0x0002
const WORD = 65_536

export const pzem004t: MeterCodec = {
  baud_default: 9_600,
  timeout_ms: 250,
  reads: [{ address: 0x0000, words: WORDS }],
  decode(blocks) {
    const [, current_low, current_high, power_low, power_high, energy_low, energy_high] = blocks[0] ?? []
    const long = (low = Number.NaN, high = Number.NaN) => high * WORD + low
    return checkedReading(
      long(current_low, current_high) / 1_000,
      long(power_low, power_high) / 10,
      long(energy_low, energy_high),
    )
  },
  setAddress: address => ({ address: ADDRESS_REGISTER, words: [address] }),
  address_hint: null,
}
