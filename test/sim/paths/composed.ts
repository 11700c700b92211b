/** A station of bought parts: the gateway's own pure firmware, fed by meters and relays on a cable, or by a plug's codec. */
import type { Down } from '#firmware-sim/firmware/messages.ts'
import { PLUGS } from '#gateway/drivers/registry.ts'
import type { ComposedState, Effect, Input } from '#gateway/station/composed/state.ts'
import { composedAtStart, stepComposed } from '#gateway/station/composed.ts'
import { BEGAN_AT_MS, type Draw, type Road, type Said, type Seat, STEP_MS } from './seat.ts'

const PREFIX = 'plug/sim/p'
/** Same card twice: held up, taken away, and held up again within half a minute. */
const BETWEEN_CARDS_MS = 2_500
const VOLTS = 230

export class ComposedSeat implements Seat {
  readonly id: string
  boot = 0
  closed = false
  readonly moves: boolean[] = []
  protected draw: Draw = 0
  protected energy_Wh = 0
  readonly #road: Road
  readonly #plug: boolean
  #t_ms = 0
  #powered_ms = 0
  #state: ComposedState
  /** what its gateway has on disk */
  #was_closed = false

  constructor(id: string, road: Road, plug = false) {
    this.id = id
    this.#road = road
    this.#plug = plug
    this.#state = this.#powerUp(null)
  }

  start(): void {
    this.take({ kind: 'power-up' })
    this.take({ kind: 'relay-port', there: true })
  }

  #powerUp(before: ComposedState | null): ComposedState {
    this.boot += 1
    this.#powered_ms = this.#t_ms
    return composedAtStart({
      ...{ boot: this.boot, model: 'sim', parts: { reader: true, meter: true, relay: true, plug: this.#plug } },
      ...{ session_was_open: before?.holder != null, was_closed: this.#was_closed, locked: before?.locked ?? false },
      ...{ config: before?.config ?? null, list: before?.list ?? null, epoch_ms: BEGAN_AT_MS + this.#t_ms },
    })
  }

  /** Of the gateway: the relay has its supply elsewhere, and stays as it is. */
  powerCut(): void {
    this.#state = this.#powerUp(this.#state)
    this.start()
  }

  card(badge: string): void {
    this.take({ kind: 'link', up: this.#road.mayAsk() })
    this.take({ kind: 'card', badge })
  }

  confirm(badge: string): void {
    this.card(badge)
    for (let t_ms = 0; t_ms < BETWEEN_CARDS_MS; t_ms += STEP_MS) this.step(this.draw)
  }

  /** It lost its supply, and fell open by itself. */
  fail(): void {
    this.take({ kind: 'relay-port', there: false })
    this.closed = false
  }

  heal(): void {
    this.take({ kind: 'relay-port', there: true })
  }

  step(draw: Draw): void {
    this.#t_ms += STEP_MS
    this.draw = draw
    if (draw !== null) this.energy_Wh += ((draw / 1_000) * VOLTS * STEP_MS) / 3_600_000
    this.read(draw)
    this.take({ kind: 'link', up: this.#road.mayAsk() })
    this.take({ kind: 'tick' })
  }

  protected read(draw: Draw): void {
    if (draw === null) this.take({ kind: 'meter-lost', detail: 'it says nothing' })
    else {
      const power_W = Math.round((draw / 1_000) * VOLTS)
      this.take({ kind: 'reading', reading: { current_mA: draw, power_W, energy_Wh: Math.floor(this.energy_Wh) } })
    }
  }

  down({ type, ...payload }: Down): void {
    this.take({ kind: 'down', down: { type, payload } as never })
  }

  committed({ type, boot, seq }: Said): void {
    if (type === 'badge' && boot === this.boot) this.take({ kind: 'committed', seq })
  }

  linked(): void {
    // asked for at each step and card
  }

  protected take(input: Input): void {
    const { state, effects } = stepComposed(this.#state, input, this.#t_ms - this.#powered_ms)
    this.#state = state
    for (const effect of effects) this.#carryOut(effect)
  }

  #carryOut(effect: Effect): void {
    if (effect.kind === 'remember') this.#was_closed = effect.closed
    else if (effect.kind === 'relay') {
      this.moves.push(effect.on)
      this.switch(effect.on)
    } else if (effect.kind === 'send') {
      const { type, seq, body } = effect
      this.#road.say({ type, boot: this.boot, seq, body })
    }
  }

  protected switch(on: boolean): void {
    this.closed = on
  }
}

/** Through the words of a real plug, both ways. */
export class PlugSeat extends ComposedSeat {
  readonly #driver: keyof typeof PLUGS

  constructor(id: string, road: Road, driver: keyof typeof PLUGS) {
    super(id, road, true)
    this.#driver = driver
  }

  get #codec() {
    return PLUGS[this.#driver](PREFIX)
  }

  protected override read(draw: Draw): void {
    if (draw === null) {
      this.take({ kind: 'meter-lost', detail: 'the plug says nothing' })
      this.#reach(false)
      return
    }
    this.#reach(true)
    const current = draw / 1_000
    const apower = current * VOLTS
    const [topic, status] =
      this.#driver === 'shelly'
        ? ['status/switch:0', { id: 0, output: this.closed, apower, current, aenergy: { total: this.energy_Wh } }]
        : [
            'stat/STATUS10',
            { StatusSNS: { ENERGY: { Current: current, Power: apower, Total: this.energy_Wh / 1_000 } } },
          ]
    const heard = this.#codec.hear(topic as string, Buffer.from(JSON.stringify(status)))
    if (heard.kind !== 'status') throw new Error(`${this.#driver}: ${JSON.stringify(heard)}`)
    const { current_mA, power_W, energy_Wh } = heard.status
    if (current_mA === undefined || power_W === undefined || energy_Wh === undefined) throw new Error('a whole status')
    this.take({ kind: 'reading', reading: { current_mA, power_W, energy_Wh } })
  }

  /** As the gateway takes it: a closed plug out of reach is held for what it was. */
  #reach(there: boolean): void {
    if (there || !this.closed) this.take({ kind: 'relay-port', there })
  }

  protected override switch(on: boolean): void {
    const { payload } = this.#codec.power(on)
    super.switch(/"on":true|^ON$/.test(payload))
  }
}
