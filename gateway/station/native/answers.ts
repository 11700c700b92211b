/**
 * The gateway's answers to a native station's badges while the server is away (contract §1 `list`: a gateway keeps the lists
 * of its serial stations; docs/adr/0040). The badge goes into the outbox with what was decided, and only then to the station.
 */
import * as z from 'zod'
import { OfflineList, StationConfig, Verdict } from '#server/contract/downlink.ts'
import type { Incoming, Outbox } from '../../outbox/outbox.ts'
import type { Alone } from '../alone.ts'
import type { Message } from '../envelope.ts'
import type { StationMemory } from '../memory.ts'
import { displayAlone, type Language } from './display.ts'
import { afterSaid, afterVerdict, decided, decideFor, isTimedOut, type NativeStanding, readSaid } from './standing.ts'

export type KeptDown = { type: string; payload: Record<string, unknown> }

export type AnswersParts = {
  station: string
  language: Language
  outbox: Pick<Outbox, 'knows' | 'waitingBadges'>
  memory: Pick<StationMemory, 'standing' | 'rememberStanding'>
  /** list and config, as last received */
  kept(): KeptDown[]
  /** whether a question put now is answered in time */
  mayAsk(): boolean
}

/** `answer` null: the server answers, or there is nothing to answer. `before`: what was known before it. */
export type Taken = { message: Incoming; answer: Verdict | null; before: NativeStanding }

const Decided = z.object({
  boot: z.int(),
  seq: z.int(),
  offline: z.object({ verdict: Verdict.shape.verdict, reason: Verdict.shape.reason }),
})

/** What is lost with a kill within it is recalled from the badges that wait. */
const SAVE_DELAY_ms = 50
/** Before 2024 a host's clock was never set (contract §1 `at_ms`). */
const CLOCK_BELIEVED_FROM_ms = Date.UTC(2024, 0, 1)

export class BadgeAnswers {
  readonly #parts: AnswersParts
  #standing: NativeStanding
  #config: StationConfig | null = null
  #list: OfflineList | null = null
  /** the server's clock less our own monotonic one; null until it told the time */
  #server_clock_ms: number | null = null
  /** decided badges the server does not have yet, by outbox id */
  #unsettled: number[]
  #refusing = false
  #saving: NodeJS.Timeout | undefined
  #stopped = false

  constructor(parts: AnswersParts) {
    this.#parts = parts
    this.#standing = parts.memory.standing(parts.station)
    const waiting = parts.outbox.waitingBadges(parts.station).filter(({ body }) => readDecided(body) !== null)
    this.#unsettled = waiting.map(({ id }) => id)
    for (const { body } of waiting) this.#recall(body)
    for (const { type, payload } of parts.kept()) this.#learn(type, payload)
  }

  /** Killed between the badge on disk and what followed from it for who stands here. */
  #recall(body: string): void {
    const said = readSaid('badge', body)
    const decision = readDecided(body)
    if (said === null || decision === null) return
    const { boot, up_ms } = this.#standing
    const newer = decision.boot > boot || (decision.boot === boot && said.up_ms > up_ms)
    if (newer) this.#standing = afterSaid(this.#standing, decision.boot, decision.seq, said, Number.POSITIVE_INFINITY)
  }

  /** A message of the station, in its order: as it will be kept, with the answer to give once it is. */
  take({ type, boot, seq, body }: Message): Taken {
    const before = this.#standing
    const message: Incoming = { station: this.#parts.station, type, boot, seq, body }
    const said = readSaid(type, body)
    if (said === null || this.#parts.outbox.knows(message)) return { message, answer: null, before }
    const after = afterSaid(before, boot, seq, said, this.#config?.run_off_mA ?? Number.POSITIVE_INFINITY)
    if (said.type === 'sample' && !this.#parts.mayAsk() && isTimedOut(after, said.up_ms, this.#config)) {
      this.#become({ ...after, holder: null })
      return { message, answer: this.#ended('idle'), before }
    }
    if (said.type !== 'badge' || said.offline !== undefined || this.#parts.mayAsk()) {
      this.#become(after)
      return { message, answer: null, before }
    }
    const { badge, up_ms } = said
    const last_card = boot === before.boot ? before.last_card : null
    const around = { config: this.#config, list: this.#list, now_ms: this.#now_ms() }
    const alone = decideFor({ ...after, last_card }, badge, up_ms, around)
    this.#become(decided(after, badge, up_ms, alone))
    const body_decided = `${body.slice(0, -1)},"offline":${JSON.stringify(alone)}}`
    const answer = this.#verdict(boot, seq, alone)
    return { message: { ...message, body: body_decided, said: body }, answer, before }
  }

  /** It is on disk under this id. */
  kept({ type, body }: Incoming, outbox_id: number): void {
    this.#refusing = false
    if (type === 'badge' && readDecided(body) !== null) this.#unsettled.push(outbox_id)
  }

  /** The disk refused it, and with it all that followed: they come again, the first of them first. */
  refused({ before }: Taken): void {
    if (!this.#refusing) this.#become(before)
    this.#refusing = true
  }

  /** A badge that came again because our acknowledgement was lost: the answer it was given, while the server has not heard of it. */
  again(boot: number, seq: number): Verdict | null {
    for (const { body } of this.#parts.outbox.waitingBadges(this.#parts.station)) {
      const known = readDecided(body)
      if (known?.boot === boot && known.seq === seq) return this.#verdict(boot, seq, known.offline)
    }
    return null
  }

  /**
   * A message from the server, on its way to the station. False: it must not go there. A standing said before the server
   * knows what was decided here would end the right of whoever works now.
   */
  down(type: string, payload: Record<string, unknown>): boolean {
    this.#learn(type, payload)
    if (type !== 'verdict') return true
    const verdict = Verdict.safeParse(payload).data
    if (verdict === undefined) return true
    if (verdict.for === null && this.#unsettled.length > 0) return false
    this.#become(afterVerdict(this.#standing, verdict))
    return true
  }

  /** The server has committed up to here. True once it knows all that was decided: then its standing is to be asked for. */
  committed(outbox_id: number): boolean {
    if (this.#unsettled.length === 0) return false
    this.#unsettled = this.#unsettled.filter(id => id > outbox_id)
    return this.#unsettled.length === 0
  }

  /** A right that ended by itself: the server will find the same when it hears of this sample. */
  #ended(reason: 'idle'): Verdict {
    const display = displayAlone({ verdict: 'ended', reason }, this.#parts.language)
    return { for: null, verdict: 'ended', reason, session: null, relay: false, display }
  }

  #verdict(boot: number, seq: number, alone: Alone): Verdict {
    const display = displayAlone(alone, this.#parts.language)
    return { for: { boot, seq }, ...alone, session: null, relay: alone.verdict === 'granted', display }
  }

  #learn(type: string, payload: Record<string, unknown>): void {
    if (type === 'config') this.#config = StationConfig.safeParse(payload).data ?? this.#config
    else if (type === 'list') this.#list = OfflineList.safeParse(payload).data ?? this.#list
    else if (type === 'time') {
      const { epoch_ms } = payload
      if (typeof epoch_ms === 'number') this.#server_clock_ms = epoch_ms - performance.now()
    } else if (type === 'command') this.#lock(payload)
  }

  /** The station judges whether the command is for it; a lock here only keeps its machine closed. */
  #lock({ op }: Record<string, unknown>): void {
    if (op === 'lockout' || op === 'release') this.#become({ ...this.#standing, locked: op === 'lockout' })
  }

  #now_ms(): number | null {
    if (this.#server_clock_ms !== null) return this.#server_clock_ms + performance.now()
    const host_ms = Date.now()
    return host_ms >= CLOCK_BELIEVED_FROM_ms ? host_ms : null
  }

  /** To disk a moment later: a badge's answer does not wait for a second file. */
  #become(standing: NativeStanding): void {
    this.#standing = standing
    if (!this.#stopped) this.#saving ??= setTimeout(() => this.#save(), SAVE_DELAY_ms)
  }

  /** What is heard after this is recalled at the next start. */
  stop(): void {
    this.#stopped = true
    this.#save()
  }

  #save(): void {
    clearTimeout(this.#saving)
    this.#saving = undefined
    this.#parts.memory.rememberStanding(this.#parts.station, this.#standing)
  }
}

const readDecided = (body: string): z.infer<typeof Decided> | null => Decided.safeParse(JSON.parse(body)).data ?? null
