/** Gives a Modbus meter another address, and reads with it that it took it. */
import type { Logger } from 'pino'
import { METERS } from '../drivers/registry.ts'
import { readMeter } from '../modbus/bus.ts'
import { ModbusClient, noReading } from '../modbus/client.ts'
import { whyNotOpen } from './report.ts'

const OPEN_WITHIN_ms = 3_000
const LOOK_ms = 50

export type AddressChange = { driver: keyof typeof METERS; bus: string; baud?: number; from: number; to: number }
export type AddressResult = { ok: boolean; says: string }

export async function setAddress(change: AddressChange, log: Logger): Promise<AddressResult> {
  const codec = METERS[change.driver]
  const client = new ModbusClient({ path: change.bus, baud: change.baud ?? codec.baud_default, log })
  client.start()
  try {
    if (!(await opened(client))) return { ok: false, says: whyNotOpen(change.bus, client.why_closed) }
    return await changeAddress(client, change)
  } finally {
    await client.stop()
  }
}

async function changeAddress(client: ModbusClient, { driver, from, to }: AddressChange): Promise<AddressResult> {
  const codec = METERS[driver]
  const answers = (address: number) => readMeter(client, { address, codec }).then(Boolean, () => false)
  if (await answers(to)) return { ok: false, says: `a meter answers at address ${to} already` }
  try {
    await client.write(from, codec.setAddress(to), codec.timeout_ms)
  } catch (error) {
    const hint = codec.address_hint === null ? '' : `; ${codec.address_hint}, then try again`
    return { ok: false, says: `${noReading(error, from).why}${hint}` }
  }
  if (await answers(to)) return { ok: true, says: `the meter answers at address ${to} now` }
  return {
    ok: false,
    says: `the meter took it but does not answer at ${to} yet: take its supply away and give it back`,
  }
}

async function opened(client: ModbusClient): Promise<boolean> {
  const until_ms = performance.now() + OPEN_WITHIN_ms
  while (!client.isOpen && performance.now() < until_ms) await new Promise(resolve => setTimeout(resolve, LOOK_ms))
  return client.isOpen
}
