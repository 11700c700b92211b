/** Modbus transactions on one serial line, one at a time. */

import modbusSerial from 'modbus-serial'
import type { Logger } from 'pino'
import * as z from 'zod'
import { writeDetail } from '#server/contract/fault-detail.ts'
import type { RegisterBlock, RegisterWrite } from '../drivers/meter.ts'
import { ReopeningPort } from '../serial/port.ts'
import { RtuPort } from './rtu-port.ts'

export class ModbusClient {
  readonly #port: ReopeningPort
  readonly #client: InstanceType<typeof modbusSerial.default>
  #open = false

  constructor(options: { path: string; baud: number; log: Logger }) {
    const rtu = new RtuPort({ write: bytes => this.#port.write(bytes), isOpen: () => this.#open })
    this.#port = new ReopeningPort({
      ...options,
      events: {
        onOpen: () => {
          this.#open = true
        },
        onChunk: chunk => rtu.take(chunk),
        onClose: () => {
          this.#open = false
        },
      },
      silent_by_nature: true,
    })
    this.#client = new modbusSerial.default(rtu)
    this.#client.open()
  }

  get isOpen(): boolean {
    return this.#open
  }

  get why_closed(): string {
    return this.#port.why_closed
  }

  start(): void {
    this.#port.start()
  }

  stop(): Promise<void> {
    return this.#port.stop()
  }

  /** Rejects on a timeout, a wrong CRC, an exception of the device, or a closed port. */
  async readInput(address: number, block: RegisterBlock, timeout_ms: number): Promise<number[]> {
    this.#turnTo(address, timeout_ms)
    return (await this.#client.readInputRegisters(block.address, block.words)).data
  }

  async readHolding(address: number, block: RegisterBlock, timeout_ms: number): Promise<number[]> {
    this.#turnTo(address, timeout_ms)
    return (await this.#client.readHoldingRegisters(block.address, block.words)).data
  }

  async write(address: number, { address: register, words }: RegisterWrite, timeout_ms: number): Promise<void> {
    this.#turnTo(address, timeout_ms)
    const [only] = words
    if (words.length === 1 && only !== undefined) await this.#client.writeRegister(register, only)
    else await this.#client.writeRegisters(register, [...words])
  }

  #turnTo(address: number, timeout_ms: number): void {
    this.#client.setID(address)
    this.#client.setTimeout(timeout_ms)
  }
}

// modbus-serial rejects with things that are no Error: its timeout, for one
const Failure = z.object({ message: z.string(), modbusCode: z.number().optional() })

/** Why a meter gave no reading: in words a person can act on, and as the detail of its fault. */
export function noReading(error: unknown, address: number): { why: string; detail: string } {
  const { message, modbusCode } = Failure.catch({ message: String(error) }).parse(error)
  if (modbusCode !== undefined)
    return {
      why: `meter ${address} refuses (Modbus exception ${modbusCode}): is the driver the right one?`,
      detail: writeDetail('meter-refuses', { address, exception: modbusCode }),
    }
  if (message === 'CRC error')
    return {
      why: `meter ${address} answers garbled (CRC): check wiring, termination and speed`,
      detail: writeDetail('meter-garbled', { address }),
    }
  if (message === 'Timed out')
    return {
      why: `meter ${address} does not answer: check its supply, wiring, address and speed`,
      detail: writeDetail('meter-mute', { address }),
    }
  return { why: `meter ${address}: ${message}`, detail: writeDetail('meter-trouble', { address }) }
}
