/** What every Modbus meter's codec offers: which registers to ask for, and what their words say. Pure. */

export type MeterReading = { current_mA: number; power_W: number; energy_Wh: number }
export type MeterResult = { kind: 'reading'; reading: MeterReading } | { kind: 'implausible'; why: string }
export type RegisterBlock = { address: number; words: number }
export type RegisterWrite = { address: number; words: readonly number[] }

export type MeterCodec = {
  baud_default: number
  /** how long one answer may take: the meter's own delay and its frame at the slowest speed it comes with */
  timeout_ms: number
  /** input registers (function 04), one request each */
  reads: readonly RegisterBlock[]
  /** the words of the blocks, in their order */
  decode(blocks: readonly (readonly number[])[]): MeterResult
  /** the holding registers that make it answer under another address */
  setAddress(address: number): RegisterWrite
  /** what a person must do first or afterwards, for the command that changes the address */
  address_hint: string | null
}

/** A current a shared workshop cannot draw, as the contract has it (`CURRENT_MA_MAX`); larger is a broken answer. */
const CURRENT_MA_MAX = 1_000_000

export function checkedReading(current_A: number, power_W: number, energy_Wh: number): MeterResult {
  const current_mA = Math.round(current_A * 1_000)
  const numbers = [current_A, power_W, energy_Wh]
  if (!numbers.every(Number.isFinite)) return { kind: 'implausible', why: 'it answers what is no number' }
  if (current_mA < 0 || current_mA > CURRENT_MA_MAX) return { kind: 'implausible', why: `it reads ${current_A} A` }
  if (energy_Wh < 0) return { kind: 'implausible', why: `it reads ${energy_Wh} Wh` }
  // A clamp the wrong way round reads negative power: the machine draws it all the same.
  return { kind: 'reading', reading: { current_mA, power_W: Math.abs(power_W), energy_Wh } }
}
