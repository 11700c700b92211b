/** A composed station's timers, ports and disk around its pure firmware (`composed.ts`). */
import { createHmac } from 'node:crypto'
import type { Logger } from 'pino'
import * as z from 'zod'
import { DownlinkSchemas, OfflineList, StationConfig } from '#server/contract/downlink.ts'
import { CardReader } from '../cards/reader.ts'
import { type ComposedStationConfig, isPlug } from '../config.ts'
import { READERS, RELAYS } from '../drivers/registry.ts'
import { COMPOSED_TICK_ms, PLUG_FOLLOWS_ms, SAID_RETRY_ms } from '../limits.ts'
import type { BusMeter } from '../modbus/bus.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { whyUnfit } from '../plugs/use.ts'
import { ReopeningPort } from '../serial/port.ts'
import { isIdle } from './composed/meter.ts'
import type { ComposedState, Down, Effect, Input, Settings } from './composed/state.ts'
import { composedAtStart, stepComposed } from './composed.ts'
import type { StationMemory } from './memory.ts'
import type { KeptDown } from './native-station.ts'
import { Said } from './said.ts'

/** Before 2024 a host's clock was never set (contract §1 `at_ms`). */
const CLOCK_BELIEVED_FROM_ms = Date.UTC(2024, 0, 1)

export type ComposedStationParts = {
  config: ComposedStationConfig
  badge_key: string
  outbox: Pick<Outbox, 'append'>
  memory: Pick<StationMemory, 'powerUp' | 'remember'>
  kept(): KeptDown[]
  /** whether a badge put to the server now is answered in time */
  mayAsk(): boolean
  /** Switches a plug; false when it cannot be told now. */
  power?(plug: string, on: boolean): boolean
  log: Logger
}

export class ComposedStation {
  readonly id: string
  readonly #memory: Pick<StationMemory, 'powerUp' | 'remember'>
  readonly #log: Logger
  readonly #said: Said
  readonly #reader: CardReader | undefined
  readonly #relay: ReopeningPort | undefined
  readonly #mayAsk: () => boolean
  readonly #switch: (on: boolean) => boolean
  readonly #began_ms = performance.now()
  #switched_at_ms = Number.NEGATIVE_INFINITY
  #state: ComposedState
  #tick: NodeJS.Timeout | undefined
  #unremembered: NodeJS.Timeout | undefined
  /** our badges on their way to the server, by outbox id */
  #badges: { outbox_id: number; seq: number; alone: boolean }[] = []

  constructor({ config, badge_key, outbox, memory, kept, mayAsk, power, log }: ComposedStationParts) {
    this.id = config.id
    this.#memory = memory
    this.#mayAsk = mayAsk
    this.#log = log
    this.#said = new Said({ outbox, log, onKept: (message, outbox_id) => this.#onKept(message, outbox_id) })
    this.#state = composedAtStart({ ...settingsOf(config, kept()), ...this.#powerUp() })
    const { reader, relay } = config
    const key = Buffer.from(badge_key, 'hex')
    if (reader !== undefined) {
      this.#reader = new CardReader({
        path: reader.port,
        baud: reader.baud ?? READERS[reader.driver].baud_default,
        decoder: READERS[reader.driver].decoder(),
        onCard: uid => {
          this.#take({ kind: 'link', up: mayAsk() })
          this.#take({ kind: 'card', badge: badgeOf(key, uid) })
        },
        log: log.child({ part: 'reader', port: reader.port }),
      })
    }
    if (relay === undefined) this.#switch = () => false
    else if (isPlug(relay)) this.#switch = on => power?.(relay.plug, on) ?? false
    else {
      const { command } = RELAYS[relay.driver]
      this.#switch = on => this.#relay?.write(command(on)) ?? false
      this.#relay = new ReopeningPort({
        path: relay.port,
        baud: relay.baud ?? RELAYS[relay.driver].baud_default,
        log: log.child({ part: 'relay', port: relay.port }),
        silent_by_nature: true,
        events: {
          onOpen: () => this.#take({ kind: 'relay-port', there: true }),
          onChunk: () => undefined, // it answers nothing
          onClose: () => this.#take({ kind: 'relay-port', there: false }),
        },
      })
    }
  }

  /** Its place on a Modbus line, for the bus that asks all meters there. */
  meter(): Pick<BusMeter, 'onReading' | 'onLost'> {
    return {
      onReading: reading => this.#take({ kind: 'reading', reading }),
      onLost: (_why, detail) => this.#take({ kind: 'meter-lost', detail }),
    }
  }

  /** Whether the plug that is its relay can be told now. One out of reach keeps its supply: a closed contact is held. */
  plugRelay(there: boolean): void {
    if (there || this.#state.contact !== 'closed') this.#take({ kind: 'relay-port', there })
  }

  /** What the plug says of its contact, compared with what it was told. */
  plugOutput(output: boolean): void {
    const { contact, parts, relay_gone_up_ms, meter } = this.#state
    const now_ms = performance.now()
    if (!parts.relay || relay_gone_up_ms !== null || now_ms - this.#switched_at_ms < PLUG_FOLLOWS_ms) return
    // Open, and should be closed: it lost its supply or was switched by hand, and both end the right.
    if (!output && contact === 'closed') {
      this.#take({ kind: 'relay-port', there: false })
      this.#take({ kind: 'relay-port', there: true })
    }
    // Closed, and should be open: the command was lost, or it was switched by hand. A machine that works is not cut.
    if (output && contact === 'open' && isIdle(meter, Math.floor(now_ms - this.#began_ms)))
      this.#carryOut({ kind: 'relay', on: false })
  }

  start(): void {
    this.#take({ kind: 'power-up' })
    this.#tick = setInterval(() => {
      this.#take({ kind: 'link', up: this.#mayAsk() })
      this.#take({ kind: 'tick' })
    }, COMPOSED_TICK_ms)
    this.#reader?.start()
    this.#relay?.start()
  }

  async stop(): Promise<void> {
    clearInterval(this.#tick)
    this.#take({ kind: 'stop' })
    clearTimeout(this.#unremembered)
    await Promise.all([this.#said.stop(), this.#reader?.stop(), this.#relay?.stop()])
  }

  send(type: string, payload: Record<string, unknown>): void {
    this.#take({ kind: 'down', down: downOf(type, payload) })
  }

  /** True when the standing should be asked for: the server has now heard of what was decided without it. */
  committed(outbox_id: number): boolean {
    const done = this.#badges.filter(badge => badge.outbox_id <= outbox_id)
    this.#badges = this.#badges.filter(badge => badge.outbox_id > outbox_id)
    for (const { seq } of done) this.#take({ kind: 'committed', seq })
    return done.some(({ alone }) => alone)
  }

  #powerUp(): Pick<Settings, 'boot' | 'session_was_open' | 'was_closed' | 'locked' | 'epoch_ms'> {
    const { boot, session_open, locked, closed } = this.#memory.powerUp(this.id)
    // The session is over with the boot (`power-loss`): what is left of it is the need to confirm.
    const now_ms = Date.now()
    const epoch_ms = now_ms >= CLOCK_BELIEVED_FROM_ms ? now_ms : null
    return { boot, session_was_open: session_open, was_closed: closed, locked, epoch_ms }
  }

  #take(input: Input): void {
    const { state, effects } = stepComposed(this.#state, input, Math.floor(performance.now() - this.#began_ms))
    this.#state = state
    for (const effect of effects) this.#carryOut(effect)
  }

  #carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'remember':
        this.#remember(effect)
        break
      case 'relay':
        this.#log.info({ on: effect.on }, 'relay')
        this.#switched_at_ms = performance.now()
        if (!this.#switch(effect.on)) this.#log.error('the relay takes no command')
        break
      case 'send': {
        const { boot, seq } = { boot: this.#state.boot, seq: effect.seq }
        this.#said.say({ station: this.id, type: effect.type, boot, seq, body: JSON.stringify(effect.body) })
        break
      }
    }
  }

  /** What a full disk refuses is written later; the machine goes on meanwhile, as do its messages (`Said`). */
  #remember(what: Effect & { kind: 'remember' }): void {
    clearTimeout(this.#unremembered)
    this.#unremembered = undefined
    try {
      this.#memory.remember(this.id, what)
    } catch (error) {
      this.#log.error({ why: String(error) }, 'cannot remember on disk who stands here; trying on')
      this.#unremembered = setTimeout(() => this.#remember(what), SAID_RETRY_ms)
    }
  }

  #onKept({ type, seq, body }: { type: string; seq: number; body: string }, outbox_id: number): void {
    if (type === 'badge') this.#badges.push({ outbox_id, seq, alone: body.includes('"offline":') })
  }
}

/** Contract §1 `badge`: HMAC-SHA256 of the UID's bytes under the site's badge key. */
function badgeOf(key: Buffer, uid_hex: string): string {
  return createHmac('sha256', key).update(Buffer.from(uid_hex, 'hex')).digest('hex')
}

function settingsOf({ reader, meter, relay }: ComposedStationConfig, kept: KeptDown[]) {
  const payload = (type: string) => kept.find(one => one.type === type)?.payload
  return {
    model: [reader, meter, relay].flatMap(part => (part === undefined ? [] : [part.driver])).join('+'),
    parts: {
      reader: reader !== undefined,
      meter: meter !== undefined,
      relay: relay !== undefined && mayBeUsed(relay),
      plug: relay !== undefined && isPlug(relay),
    },
    config: StationConfig.safeParse(payload('config')).data ?? null,
    list: OfflineList.safeParse(payload('list')).data ?? null,
  }
}

/** A plug that only meters is no relay (contract §1, Safety). */
const mayBeUsed = (relay: NonNullable<ComposedStationConfig['relay']>): boolean =>
  !isPlug(relay) || whyUnfit(relay.supply) === null

const AnyDown = z.discriminatedUnion('type', [
  z.object({ type: z.literal('verdict'), payload: DownlinkSchemas.verdict }),
  z.object({ type: z.literal('command'), payload: DownlinkSchemas.command }),
  z.object({ type: z.literal('config'), payload: DownlinkSchemas.config }),
  z.object({ type: z.literal('list'), payload: DownlinkSchemas.list }),
  z.object({ type: z.literal('time'), payload: DownlinkSchemas.time }),
])

const downOf = (type: string, payload: Record<string, unknown>): Down =>
  AnyDown.safeParse({ type, payload }).data ?? { type: 'other' }
