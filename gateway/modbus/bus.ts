/** All meters of one RS-485 line, asked in turn for ever. One that is dead takes no time from the others for long. */
import type { Logger } from 'pino'
import { writeDetail } from '#server/contract/fault-detail.ts'
import type { MeterCodec, MeterReading } from '../drivers/meter.ts'
import { METER_DEAD_RETRY_ms, METER_FAILURES_MAX, METER_POLL_ms } from '../limits.ts'
import { ModbusClient, noReading } from './client.ts'

export type BusMeter = {
  address: number
  codec: MeterCodec
  onReading(reading: MeterReading): void
  /** it has not answered several times running; `detail` says so to whoever shows the fault */
  onLost(why: string, detail: string): void
}

type Device = BusMeter & { failures: number; ask_at_ms: number; why: string }

export class ModbusBus {
  readonly #client: ModbusClient
  readonly #devices: Device[]
  readonly #log: Logger
  #running: Promise<void> | undefined
  #stop = new AbortController()

  constructor(options: { path: string; baud: number; meters: BusMeter[]; log: Logger }) {
    this.#client = new ModbusClient(options)
    this.#log = options.log
    this.#devices = options.meters.map(meter => ({ ...meter, failures: 0, ask_at_ms: 0, why: '' }))
  }

  get isOpen(): boolean {
    return this.#client.isOpen
  }

  get why_closed(): string {
    return this.#client.why_closed
  }

  start(): void {
    this.#client.start()
    this.#running = this.#run()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
    await this.#client.stop()
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const began_at_ms = performance.now()
      for (const device of this.#devices) if (device.ask_at_ms <= performance.now()) await this.#ask(device)
      await this.#pause(Math.max(1, METER_POLL_ms - (performance.now() - began_at_ms)))
    }
  }

  async #ask(device: Device): Promise<void> {
    if (this.#stop.signal.aborted) return
    try {
      const result = await readMeter(this.#client, device)
      if (result.kind === 'implausible')
        return this.#failed(device, {
          why: result.why,
          detail: writeDetail('meter-implausible', { address: device.address }),
        })
      if (device.failures > 0 && device.why !== '') this.#log.info({ address: device.address }, 'meter answers again')
      device.failures = 0
      device.ask_at_ms = 0
      device.why = ''
      device.onReading(result.reading)
    } catch (error) {
      const { isOpen, why_closed } = this.#client
      const closed = { why: `its port is not open: ${why_closed}`, detail: writeDetail('meter-port') }
      this.#failed(device, isOpen ? noReading(error, device.address) : closed)
    }
  }

  #failed(device: Device, { why, detail }: { why: string; detail: string }): void {
    device.failures += 1
    if (device.failures < METER_FAILURES_MAX) return
    // A closed port costs no time to ask, and is wanted back at once.
    if (this.#client.isOpen) device.ask_at_ms = performance.now() + METER_DEAD_RETRY_ms
    if (why !== device.why) this.#log.warn({ address: device.address }, why)
    device.why = why
    device.onLost(why, detail)
  }

  async #pause(wait_ms: number): Promise<void> {
    const { signal } = this.#stop
    await new Promise<void>(resolve => {
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, wait_ms)
      signal.addEventListener('abort', done)
    })
  }
}

export async function readMeter(client: ModbusClient, { address, codec }: Pick<BusMeter, 'address' | 'codec'>) {
  const blocks: number[][] = []
  for (const block of codec.reads) blocks.push(await client.readInput(address, block, codec.timeout_ms))
  return codec.decode(blocks)
}
