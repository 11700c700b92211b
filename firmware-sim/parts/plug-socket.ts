/** A wall socket with a plug in it that meters and switches, on a Wi-Fi of its own that may go. */
import { CuttableLink } from '../chaos/link.ts'
import type { PlugSpec } from '../scenario.ts'
import { ShellyPlug } from './shelly.ts'
import { TasmotaPlug } from './tasmota.ts'

export type PlugMake = 'shelly' | 'tasmota'

export class PlugSocket {
  readonly #link: CuttableLink
  readonly #plugOf: (url: string) => ShellyPlug | TasmotaPlug
  #plug: ShellyPlug | TasmotaPlug | null = null
  #powered = false
  #cut = false
  #closed_at_first: boolean

  /** `supplies`: nothing is to switch it, so that it was switched on by hand when it was fitted. */
  constructor(make: PlugMake, { id, principal, token }: PlugSpec, site: string, mqtt: string, supplies: boolean) {
    const prefix = `plug/${site}/${id}`
    this.#link = new CuttableLink(mqtt)
    this.#closed_at_first = supplies
    this.#plugOf = url => {
      const account = { url, client_id: principal, password: token }
      return make === 'shelly'
        ? new ShellyPlug({ ...account, topic_prefix: prefix })
        : new TasmotaPlug({ ...account, full_topic: `${prefix}/%prefix%/` })
    }
  }

  async start(): Promise<void> {
    await this.#link.listen()
    const plug = this.#plugOf(`mqtt://${this.#link.address}`)
    plug.output = this.#closed_at_first
    this.#plug = plug
    this.supply(true)
  }

  /** The supply of the house, or the plug pulled out of it. */
  supply(there: boolean): void {
    if (there === this.#powered || this.#plug === null) return
    this.#powered = there
    if (there) this.#plug.powerUp()
    else this.#plug.powerLoss()
  }

  cut(cut: boolean): void {
    if (cut === this.#cut) return
    this.#cut = cut
    this.#link.cut(cut)
  }

  /** Whether the machine behind it has its supply. */
  get closed(): boolean {
    return this.#powered && this.#plug?.output === true
  }
  get heard(): boolean {
    return this.#powered && !this.#cut
  }

  draw(current_A: number, power_W: number): void {
    this.#plug?.setLoad(current_A, power_W)
  }

  async stop(): Promise<void> {
    await this.#plug?.close()
    await this.#link.close()
  }
}
