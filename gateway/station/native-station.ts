/** A native station at the other end of a serial line: its frames into the outbox, acknowledgements and downlink back. */
import type { Logger } from 'pino'
import { type Decoded, FrameDecoder } from '../drivers/native/decoder.ts'
import { encodeFrame, FRAME_ACK, FRAME_DOWN, FRAME_UP } from '../drivers/native/frame.ts'
import { HELD_ms } from '../limits.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { ReopeningPort } from '../serial/port.ts'
import { type Message, readEnvelope } from './envelope.ts'
import { InOrder } from './in-order.ts'
import type { StationMemory } from './memory.ts'
import { BadgeAnswers, type KeptDown, type Taken } from './native/answers.ts'
import type { Language } from './native/display.ts'

export type { KeptDown } from './native/answers.ts'

export type NativeStationParts = {
  id: string
  port: string
  baud: number
  language: Language
  outbox: Pick<Outbox, 'append' | 'lastHeard' | 'knows' | 'waitingBadges'>
  memory: Pick<StationMemory, 'standing' | 'rememberStanding'>
  /** list and config, as last received */
  kept(): KeptDown[]
  /** whether a badge put to the server now is answered in time */
  mayAsk(): boolean
  log: Logger
}

export class NativeStation {
  readonly id: string
  readonly #outbox: Pick<Outbox, 'append'>
  readonly #kept: () => KeptDown[]
  readonly #log: Logger
  readonly #port: ReopeningPort
  readonly #decoder = new FrameDecoder()
  readonly #order: InOrder<Message>
  readonly #answers: BadgeAnswers
  /** identities on their way to disk: a repetition meanwhile is the same message */
  readonly #keeping = new Set<string>()
  #gap: string | null = null
  #heldTimer: NodeJS.Timeout | undefined
  /** frames and blocks of bytes that were not a message, by reason, since the start */
  readonly #bad = new Map<string, number>()
  #refusing: string | null = null
  /**
   * The station may have missed a verdict while its port was closed, or may have restarted. It is given its standing once
   * the server has committed something it said since: an older standing could grant to a boot that has ended.
   */
  #standing: { kind: 'given' } | { kind: 'wanted' } | { kind: 'wanted-after'; outbox_id: number } = { kind: 'given' }

  constructor(parts: NativeStationParts) {
    this.id = parts.id
    this.#outbox = parts.outbox
    this.#kept = parts.kept
    this.#log = parts.log
    this.#order = new InOrder(parts.outbox.lastHeard(parts.id))
    this.#answers = new BadgeAnswers({ ...parts, station: parts.id })
    this.#port = new ReopeningPort({
      path: parts.port,
      baud: parts.baud,
      log: parts.log,
      events: {
        onOpen: () => {
          this.#standing = { kind: 'wanted' }
          this.#giveKept()
        },
        onChunk: chunk => this.#take(this.#decoder.push(chunk)),
        onClose: () => {
          this.#take(this.#decoder.reset())
          this.#order.forget()
          this.#watchHeld()
        },
      },
    })
  }

  start(): void {
    this.#port.start()
  }

  stop(): Promise<void> {
    clearTimeout(this.#heldTimer)
    this.#answers.stop()
    return this.#port.stop()
  }

  /** From the server. Sent now or not at all: a verdict or a command is never kept for later. */
  send(type: string, payload: Record<string, unknown>): void {
    if (this.#answers.down(type, payload)) this.#give(type, payload)
  }

  #give(type: string, payload: Record<string, unknown>): void {
    const frame = encodeFrame(FRAME_DOWN, JSON.stringify({ ...payload, type }))
    // A list that is too long for the station is its gateway's to answer from; what it has of an older one it forgets
    if (frame === null && type === 'list') this.#give(type, { ...payload, entries: [] })
    else if (frame === null) this.#log.error({ type }, 'down message does not fit into a serial frame; not sent')
    else if (!this.#port.write(frame)) this.#log.warn({ type }, 'port not open or not draining; down message dropped')
  }

  /** The server has committed what waited under this id. True once, when the station's standing should be asked for. */
  committed(outbox_id: number): boolean {
    if (this.#answers.committed(outbox_id)) return true
    if (this.#standing.kind !== 'wanted-after' || outbox_id < this.#standing.outbox_id) return false
    this.#standing = { kind: 'given' }
    return true
  }

  #giveKept(): void {
    for (const { type, payload } of this.#kept()) this.#give(type, payload)
  }

  #take(decoded: Decoded[]): void {
    for (const part of decoded) {
      if (part.kind === 'discarded') this.#countBad(part.reason, { bytes: part.bytes })
      else if (part.type !== FRAME_UP) this.#countBad('wrong-direction', { type: part.type })
      else this.#takeUp(part.json)
    }
  }

  #takeUp(json: Uint8Array): void {
    const envelope = readEnvelope(json)
    if (envelope.kind === 'bad') {
      this.#countBad('no-envelope', { detail: envelope.reason })
      return
    }
    for (const message of this.#order.take(envelope.message)) void this.#keep(message)
    this.#watchHeld()
  }

  /** Each gap has its own time: one that opens while another closes does not inherit what is left of it. */
  #watchHeld(): void {
    const { gap } = this.#order
    if (gap === this.#gap) return
    this.#gap = gap
    clearTimeout(this.#heldTimer)
    if (gap !== null) this.#heldTimer = setTimeout(() => this.#giveUpGap(gap), HELD_ms)
  }

  #giveUpGap(gap: string): void {
    this.#gap = null
    this.#log.warn({ gap }, 'a message did not come; going on with those behind it')
    for (const message of this.#order.release()) void this.#keep(message)
  }

  async #keep(said: Message): Promise<void> {
    const key = `${said.boot}/${said.seq} ${said.body}`
    if (this.#keeping.has(key)) return
    this.#keeping.add(key)
    const taken = this.#answers.take(said)
    const result = await this.#outbox.append(taken.message)
    this.#keeping.delete(key)
    switch (result.kind) {
      case 'kept':
        this.#answers.kept(taken.message, result.id)
        this.#afterKept(said.seq, result.id)
        this.#acknowledge(said)
        if (taken.answer !== null) this.#give('verdict', taken.answer)
        break
      case 'known':
        this.#acknowledge(said)
        if (said.type === 'badge') this.#answerAgain(said)
        break
      case 'full':
        this.#refuse(taken, 'the outbox is full')
        break
      case 'failed':
        this.#refuse(taken, result.error.message)
    }
  }

  #answerAgain({ boot, seq }: Message): void {
    const answer = this.#answers.again(boot, seq)
    if (answer !== null) this.#give('verdict', answer)
  }

  #afterKept(seq: number, outbox_id: number): void {
    if (seq === 0) this.#giveKept() // a hello: the station restarted behind an open port
    if (seq === 0 || this.#standing.kind === 'wanted') this.#standing = { kind: 'wanted-after', outbox_id }
  }

  /** Contract §2: sent once the gateway has it on disk. */
  #acknowledge({ boot, seq }: { boot: number; seq: number }): void {
    if (this.#refusing !== null) this.#log.info('acknowledging the station again')
    this.#refusing = null
    const frame = encodeFrame(FRAME_ACK, JSON.stringify({ boot, seq }))
    if (frame !== null) this.#port.write(frame)
  }

  /** No acknowledgement: the station keeps its message and sends it again. */
  #refuse(taken: Taken, why: string): void {
    this.#order.rewind(taken.message)
    this.#answers.refused(taken)
    if (why !== this.#refusing) this.#log.error({ why }, 'cannot keep messages; the station is not acknowledged')
    this.#refusing = why
  }

  #countBad(reason: string, detail: Record<string, unknown>): void {
    const count = (this.#bad.get(reason) ?? 0) + 1
    this.#bad.set(reason, count)
    // Noise may come in floods: the log shows the 1st, 2nd, 4th, 8th … of a kind.
    if (Number.isInteger(Math.log2(count)))
      this.#log.warn({ reason, count, ...detail }, 'discarded from the serial line')
  }
}
