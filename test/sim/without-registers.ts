/**
 * What a station without registers would have sent of the same day: RMS values at the heartbeat and nothing between. The
 * extra samples that a station with registers sends before each `badge` and `relay` (contract §1 `sample`) are taken back
 * into the window they cut, mean square by time.
 */
import type { Message } from '#firmware-sim/firmware/messages.ts'

type Sample = Extract<Message, { type: 'sample' }>

export class WithoutRegisters {
  #boot = 0
  #seq = 0
  #waiting: Sample | null = null
  #sampled_up_ms = 0
  /** the window so far: mA² · ms, and ms */
  #window = { square: 0, ms: 0 }

  /** What there is to send now: a sample waits until it is known not to be an extra one. */
  take(message: Message): Message[] {
    const sent: Message[] = []
    const extra = message.type === 'badge' || message.type === 'relay'
    if (this.#waiting !== null && !extra) sent.push(this.#whole(this.#waiting))
    this.#waiting = null
    if (message.boot !== this.#boot) this.#powerUp(message.boot)
    if (message.type === 'sample') this.#read(message)
    else sent.push(this.#numbered(message))
    return sent
  }

  #powerUp(boot: number): void {
    this.#boot = boot
    this.#seq = 0
    this.#sampled_up_ms = 0
    this.#window = { square: 0, ms: 0 }
  }

  #read(sample: Sample): void {
    const ms = sample.up_ms - this.#sampled_up_ms
    this.#sampled_up_ms = sample.up_ms
    this.#window = { square: this.#window.square + (sample.current_mA ?? 0) ** 2 * ms, ms: this.#window.ms + ms }
    this.#waiting = sample
  }

  #whole(sample: Sample): Message {
    const { running_ms: _running, energy_Wh: _energy, ...bare } = sample
    const { square, ms } = this.#window
    this.#window = { square: 0, ms: 0 }
    return this.#numbered(ms === 0 ? bare : { ...bare, current_mA: Math.round(Math.sqrt(square / ms)) })
  }

  #numbered(message: Message): Message {
    const seq = this.#seq
    this.#seq += 1
    return { ...message, seq }
  }
}
