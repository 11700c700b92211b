/**
 * An Eastron SDM120-Modbus as its protocol document describes it: each parameter a float in two registers, high word first;
 * 30001 volts, 30007 amps, 30013 watts, 30071 hertz, 30343 total kWh; holding 40021 is the address, writable only while the
 * button was held and the display shows "-SET-". What it does not have it reads as zero.
 */
import type { Slave } from './modbus-bus.ts'

const MAINS_V = 230
/** "Each request for data must be restricted to 40 parameters or less." */
const WORDS_MAX = 80
const NODE = 0x0014

export class Sdm120 implements Slave {
  address: number
  current_A = 0
  /** a meter that is wired the wrong way round reads negative power */
  reversed = false
  energy_kWh = 0
  /** the button was held for three seconds */
  set_mode = false

  constructor(address: number) {
    this.address = address
  }

  read(area: 'input' | 'holding', first: number, count: number): number[] | null {
    if (count > WORDS_MAX || first % 2 !== 0) return null
    const parameters = area === 'input' ? this.#input() : new Map([[NODE, this.address]])
    const words: number[] = []
    for (let at = first; at < first + count; at += 2) words.push(...floatWords(parameters.get(at) ?? 0))
    return words.slice(0, count)
  }

  write(first: number, words: number[]): boolean {
    if (!this.set_mode || first !== NODE || words.length !== 2) return false
    const address = wordsFloat(words)
    if (!Number.isInteger(address) || address < 1 || address > 247) return false
    this.address = address
    return true
  }

  #input(): Map<number, number> {
    const power_W = this.current_A * MAINS_V * (this.reversed ? -1 : 1)
    return new Map([
      [0x0000, MAINS_V],
      [0x0006, this.current_A],
      [0x000c, power_W],
      [0x0046, 50],
      [0x0156, this.energy_kWh],
    ])
  }
}

function floatWords(value: number): number[] {
  const view = new DataView(new ArrayBuffer(4))
  view.setFloat32(0, value)
  return [view.getUint16(0), view.getUint16(2)]
}

function wordsFloat([high = 0, low = 0]: number[]): number {
  const view = new DataView(new ArrayBuffer(4))
  view.setUint16(0, high)
  view.setUint16(2, low)
  return view.getFloat32(0)
}
