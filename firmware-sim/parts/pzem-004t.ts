/**
 * A PZEM-004T v3 as its user manual describes it (§2.3, §2.4): ten input registers from 0000, values of two words low word
 * first; energy counts to 9999.99 kWh and begins again; holding 0001 alarm threshold (W), 0002 address.
 */
import type { Slave } from './modbus-bus.ts'

/** "Measuring range: 0~9999.99kWh", resolution 1 Wh. */
const ENERGY_WRAP_Wh = 10_000_000
const MAINS_V = 230
/** "Starting measure current": below it the module reads nothing. */
const STARTING_A = 0.02

export class Pzem004t implements Slave {
  address: number
  current_A = 0
  power_factor = 1
  energy_Wh = 0
  #alarm_W = 23_000

  constructor(address: number) {
    this.address = address
  }

  get power_W(): number {
    return this.current_A * MAINS_V * this.power_factor
  }

  read(area: 'input' | 'holding', first: number, count: number): number[] | null {
    const registers = area === 'input' ? this.#input() : [0, this.#alarm_W, this.address]
    return first + count > registers.length ? null : registers.slice(first, first + count)
  }

  write(first: number, [value = 0]: number[]): boolean {
    if (first === 0x0001) this.#alarm_W = value
    else if (first === 0x0002 && value >= 1 && value <= 0xf7) this.address = value
    else return false
    return true
  }

  #input(): number[] {
    const seen_A = this.current_A < STARTING_A ? 0 : this.current_A
    const current_mA = Math.round(seen_A * 1_000)
    const power_dW = Math.round(seen_A * MAINS_V * this.power_factor * 10)
    const energy_Wh = Math.floor(this.energy_Wh) % ENERGY_WRAP_Wh
    const alarm = power_dW > this.#alarm_W * 10 ? 0xffff : 0
    const long = (value: number) => [value & 0xffff, value >>> 16]
    return [
      MAINS_V * 10,
      ...long(current_mA),
      ...long(power_dW),
      ...long(energy_Wh),
      500,
      this.power_factor * 100,
      alarm,
    ]
  }
}
