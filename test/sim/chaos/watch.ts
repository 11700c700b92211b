/**
 * The relay as seen from outside the firmware: what went in, what came out, and whether the contract allows it (§1,
 * Safety). Knows nothing of the firmware's own state.
 */
import type { Down, Message, OfflineList } from '#firmware-sim/firmware/messages.ts'

/** Contract §1: a station acts on an answer within 10 s of its own `up_ms`. */
const ANSWER_FRESH_MS = 10_000

/** Contract §1, Safety: on these the relay is held as it is, and the server holds the session. */
const HELD = ['sensor', 'relay-stuck', 'reported']

export type Seen = { up_ms: number; working: boolean; step_ms: number; honest: boolean }

export class RelayWatch {
  readonly problems: string[] = []
  readonly #boot: number
  readonly #hold_ms: number
  readonly #badges = new Map<number, number>()
  #on = false
  #locked = false
  #confirm_needed: boolean
  readonly #faults = new Set<string>()
  /** The right that stands, and until when without a word from the server. */
  #lease_until_ms: number | null = null
  #link_loss_ms: number
  #granted_seq = -1
  #lapsed_for_ms = 0
  #still_ms = 0
  #cause: string | null = null

  constructor(boot: number, hold_ms: number, link_loss_s: number, session_was_open: boolean) {
    this.#boot = boot
    this.#hold_ms = hold_ms
    this.#link_loss_ms = link_loss_s * 1_000
    this.#confirm_needed = session_was_open
  }

  heard(down: Down, up_ms: number): void {
    if (this.#lease_until_ms !== null) this.#lease_until_ms = up_ms + this.#link_loss_ms
    if (down.type === 'config') this.#link_loss_ms = down.link_loss_s * 1_000
    if (down.type === 'command') this.#command(down.op)
    if (down.type !== 'verdict' || down.for === null || down.for.boot !== this.#boot) return
    const asked_ms = this.#badges.get(down.for.seq)
    const fresh = asked_ms !== undefined && up_ms - asked_ms <= ANSWER_FRESH_MS
    if (down.verdict === 'granted' && down.relay && fresh) this.#grant(down.for.seq, 'verdict', up_ms)
    // An answer to a badge older than the right says nothing of it
    if (down.verdict === 'ended' && down.for.seq > this.#granted_seq) this.#lease_until_ms = null
  }

  /** The station has said this, deciding alone with this list where it carries `offline`. */
  said(message: Message, list: OfflineList | null): void {
    const ending = [...this.#faults].filter(code => !HELD.includes(code))
    if (message.type === 'button' && message.action === 'start-confirm' && ending.length === 0)
      this.#confirm_needed = false
    if (message.type === 'fault') {
      if (message.active && HELD.includes(message.code)) this.#faults.add(message.code)
      else if (message.active) {
        this.#faults.add(message.code)
        this.#confirm_needed = true
        this.#cause = null
        this.#lease_until_ms = null
      } else this.#faults.delete(message.code)
    }
    if (message.type === 'badge') {
      this.#badges.set(message.seq, message.up_ms)
      if (message.offline?.verdict === 'ended') this.#lease_until_ms = null
      if (message.offline?.verdict !== 'granted') return
      const entry = list?.entries.find(([prefix]) => message.badge.startsWith(prefix))
      const valid = entry !== undefined && message.at_ms !== null && message.at_ms < entry[1]
      if (!valid) this.problems.push(`granted offline without being listed, at up_ms ${message.up_ms}`)
      else this.#grant(message.seq, 'offline list', message.up_ms)
    }
    if (message.type === 'relay') this.#moved(message.on, message.up_ms)
  }

  /** After each reading: what the machine really does. */
  tick({ up_ms, working, step_ms, honest }: Seen): void {
    if (working || !honest) this.#still_ms = 0
    else this.#still_ms += step_ms
    const lapsed = this.#lease_until_ms === null || up_ms > this.#lease_until_ms
    if (!lapsed) this.#lapsed_for_ms = 0
    else this.#lapsed_for_ms += step_ms
    // Two readings more than the hold: the first of a pause may still read the work before it
    const still = this.#still_ms > this.#hold_ms + 2 * step_ms + 1_000
    if (this.#on && still && this.#lapsed_for_ms > step_ms) {
      this.problems.push(`relay on without lease or running cycle at up_ms ${up_ms}`)
      this.#still_ms = 0
    }
  }

  /** The firmware takes the relay off; a machine at work must never be what is cut. */
  cut(working_for_ms: number, up_ms: number): void {
    if (working_for_ms > 0) this.problems.push(`relay cut a cycle running for ${working_for_ms} ms at up_ms ${up_ms}`)
  }

  #grant(seq: number, cause: string, up_ms: number): void {
    if (this.#confirm_needed || this.#locked || this.#faults.size > 0) return
    // An answer that comes late is about a right that a newer badge has replaced
    if (seq < this.#granted_seq) return
    this.#cause = cause
    this.#granted_seq = seq
    this.#lease_until_ms = up_ms + this.#link_loss_ms
  }

  #command(op: string): void {
    if (op === 'lockout') this.#locked = true
    if (op === 'release') this.#locked = false
  }

  #moved(on: boolean, up_ms: number): void {
    if (on && this.#cause === null) this.problems.push(`energised without a right at up_ms ${up_ms}`)
    if (!on) {
      this.#lease_until_ms = null
      this.#cause = null
    }
    this.#on = on
  }
}
