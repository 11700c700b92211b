/**
 * The sessions a journal must give, computed a second time from the contract's text alone (§1 Sessions and Safety, §3),
 * for stations with the `running_ms` register and a current sensor. Deliberately naive: one long walk over the entries,
 * with no regard for speed and sharing nothing with `server/domain`. Where this and the fold differ, one misreads the contract.
 */
import { createHash } from 'node:crypto'
import type { Directory } from '#server/domain/directory.ts'
import type { EndReason, StationAction, StationMessage } from '#server/domain/metering/types.ts'
import type { JournalAppend } from '#server/ingest/ports.ts'

export type NaiveSession = {
  id: string
  member: string
  end_reason: EndReason | null
  session_ms: number
  running_ms: number
  silent_ms: number
  /** idle and fault together */
  still_ms: number
  incomplete: boolean
}
export type NaiveResult = { sessions: NaiveSession[]; unattributed_ms: number }

type Span = { run_ms: number; silent_ms: number; still_ms: number }
type Open = NaiveSession & {
  start_up_ms: number
  active_up_ms: number
  ending: { reason: EndReason; up_ms: number } | null
}
type Answered = { badge: string; up_ms: number }

const ANSWER_FRESH_MS = 10_000
const SAME_CARD_MS = 2_000
const SILENCE_MS = 600_000
/** How long the implementation lets a meter say nothing before it is a fault (docs). */
const SENSOR_FAULT_MS = 5_000
const UNATTRIBUTED_FROM_MS = 1_000
/** What the implementation allows a crystal; the contract is silent (docs). */
const DRIFT_MS_PER_MINUTE = 12
/** Contract §1, Safety: these hold the relay, and end nothing. */
const HOLDING = ['sensor', 'relay-stuck', 'reported']
const CUTTING = ['estop', 'overcurrent']

export const idOf = (parts: (string | number)[]): string => {
  const bytes = createHash('sha256').update(parts.join('/')).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const clamp = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value))

/** One station's ordered, deduplicated entries: everything folded, oldest first. */
export const recompute = (station: string, lines: readonly JournalAppend[], directory: Directory): NaiveResult =>
  new Walk(station, directory).through(lines)

class Walk {
  readonly #directory: Directory
  readonly #station: string
  readonly #sessions: NaiveSession[] = []
  #unattributed_ms = 0
  #stray: { running_ms: number; to_up_ms: number } | null = null
  #session: Open | null = null
  #epoch = 0
  #boot = 0
  #seq = -1
  #up_ms = 0
  #sample_ms = 0
  #receipts: { origin_at_ms: number; up_ms: number }[] = []
  // What the register says and how far its time is given away
  #given_up_ms = 0
  #sampled_up_ms = 0
  #register_ms = 0
  #held_ms = 0
  #held_us = 0
  #share = 0
  // A meter that spoke and gives no reading any more
  #spoke = false
  #blind_from_up_ms: number | null = null
  #blind_told = false
  // Thresholds
  #running = false
  #high_up_ms: number | null = null
  #low_up_ms: number | null = null
  #faults: string[] = []
  #confirm = false
  #locked = false
  #answered: (Answered & { granted: boolean }) | null = null

  constructor(station: string, directory: Directory) {
    this.#station = station
    this.#directory = directory
  }

  get #machine() {
    const machine = this.#directory.machines.get(this.#directory.stations.get(this.#station)?.machine ?? '')
    if (machine === undefined) throw new Error(`no machine at ${this.#station}`)
    return machine
  }
  get #profile() {
    const profile = this.#directory.profiles.get(this.#machine.profile)
    if (profile === undefined) throw new Error(`no profile for ${this.#machine.id}`)
    return profile
  }
  get #silent_after_ms(): number {
    return Math.max(5_000, 3 * (this.#sample_ms || this.#machine.sample_ms))
  }

  through(lines: readonly JournalAppend[]): NaiveResult {
    for (const line of lines) {
      if (line.station !== this.#station || line.disposition !== 'folded') continue
      if (line.kind === 'action') this.#action(JSON.parse(line.payload) as StationAction)
      if (line.kind === 'up') this.#message(line, JSON.parse(line.payload) as StationMessage)
    }
    const open = this.#session === null ? [] : [{ ...this.#session, end_reason: null }]
    return { sessions: [...this.#sessions, ...open], unattributed_ms: this.#unattributed_ms }
  }

  #message(line: JournalAppend, message: StationMessage): void {
    if (line.epoch !== this.#epoch || message.boot !== this.#boot) this.#powerUp(line.epoch as number, message)
    else this.#passTime(message.up_ms)
    const newest_up_ms = Math.max(message.up_ms, line.batch_last_up_ms ?? message.up_ms)
    this.#receipts.push({ origin_at_ms: line.received_at_ms - newest_up_ms, up_ms: message.up_ms })
    if (message.seq !== this.#seq + 1 && this.#session !== null) this.#session.incomplete = true
    this.#read(line, message)
    const believed = this.#believed(message.at_ms, line.received_at_ms)
    if (!believed && message.at_ms !== null && this.#session !== null) this.#session.incomplete = true
    this.#seq = message.seq
    this.#up_ms = message.up_ms
  }

  #believed(at_ms: number | null, received_at_ms: number): boolean {
    return at_ms !== null && at_ms >= Date.UTC(2024, 0, 1) && at_ms <= received_at_ms + 5 * 60_000
  }

  #powerUp(epoch: number, message: StationMessage): void {
    if (this.#session !== null) {
      if (epoch !== this.#epoch || message.boot > this.#boot + 1) this.#session.incomplete = true
      this.#close(this.#up_ms, 'power-loss')
      this.#confirm = true
    }
    this.#strayEnds()
    this.#epoch = epoch
    this.#boot = message.boot
    this.#seq = -1
    this.#sample_ms = 0
    this.#receipts = []
    this.#given_up_ms = 0
    this.#sampled_up_ms = message.up_ms
    this.#register_ms = 0
    this.#held_ms = 0
    this.#held_us = 0
    this.#share = 0
    this.#spoke = false
    this.#blind_from_up_ms = null
    this.#blind_told = false
    this.#quiet()
    this.#answered = null
  }

  #quiet(): void {
    this.#running = false
    this.#high_up_ms = null
    this.#low_up_ms = null
  }

  /** 600 s without a message end a session at the last one; beyond `silent` no running state holds. */
  #passTime(up_ms: number): void {
    if (this.#session !== null && up_ms - this.#up_ms >= SILENCE_MS) this.#close(this.#up_ms, 'silence')
    if (up_ms > this.#sampled_up_ms + this.#silent_after_ms) this.#quiet()
  }

  #read(line: JournalAppend, message: StationMessage): void {
    if (message.type === 'sample') {
      this.#sample(message.up_ms, message.current_mA, message.running_ms ?? 0)
      return
    }
    this.#deadline(message.up_ms, false, this.#share)
    switch (message.type) {
      case 'hello':
        this.#sample_ms = message.sample_ms ?? 0
        break
      case 'badge':
        if (message.offline === undefined) this.#request(line, message)
        else this.#offline(message, message.offline.verdict)
        break
      case 'fault':
        this.#fault(message.up_ms, message.code, message.active)
        break
      case 'button':
        this.#button(message.up_ms, message.action)
        break
      case 'relay':
        break
    }
  }

  // --- time -----------------------------------------------------------------------------------------------------------

  /** "Between two samples of one boot the state of the earlier one holds, but never beyond `silent`." */
  #hold(to_up_ms: number, share: number): Span {
    const elapsed_ms = Math.max(0, to_up_ms - this.#given_up_ms)
    const known_ms = clamp(0, this.#sampled_up_ms + this.#silent_after_ms - this.#given_up_ms, elapsed_ms)
    const before_ms = Math.floor(this.#held_us / 1_000)
    this.#held_us += Math.round(share * known_ms * 1_000)
    const run_ms = Math.floor(this.#held_us / 1_000) - before_ms
    this.#given_up_ms += elapsed_ms
    this.#held_ms += run_ms
    return { run_ms, still_ms: known_ms - run_ms, silent_ms: elapsed_ms - known_ms }
  }

  /** "billed on its differences: a lost sample costs resolution, not time" */
  #difference(up_ms: number, running_ms: number): Span {
    const elapsed_ms = up_ms - this.#given_up_ms
    const run_ms = clamp(0, running_ms - this.#register_ms - this.#held_ms, elapsed_ms)
    const unheard_ms = clamp(0, up_ms - this.#sampled_up_ms - this.#silent_after_ms, elapsed_ms)
    const silent_ms = Math.min(elapsed_ms - run_ms, unheard_ms)
    return { run_ms, silent_ms, still_ms: elapsed_ms - run_ms - silent_ms }
  }

  #sample(up_ms: number, current_mA: number | null, running_ms: number): void {
    const worked = this.#difference(up_ms, running_ms).run_ms > 0
    this.#doubt(up_ms, current_mA)
    const over = this.#over(up_ms, current_mA, worked)
    if (this.#session !== null) this.#deadline(up_ms, worked, 0)
    const ending = this.#session?.ending ?? null
    if (ending !== null && !worked && over) {
      this.#close(Math.max(ending.up_ms, this.#given_up_ms), ending.reason, 0)
    }
    // Nobody can tell whether the cycle whose right has ended goes on: its time waits for whoever can
    if (this.#session !== null && this.#session.ending !== null && this.#blind_from_up_ms !== null && !worked) {
      this.#sampled_up_ms = up_ms
      this.#share = 0
      return
    }
    const span = this.#difference(up_ms, running_ms)
    const elapsed_ms = up_ms - this.#given_up_ms
    if (elapsed_ms > 0) this.#share = span.run_ms / elapsed_ms
    this.#given_up_ms = up_ms
    this.#sampled_up_ms = up_ms
    this.#register_ms = running_ms
    this.#held_ms = 0
    this.#give(span, span.run_ms > 0)
    if (this.#session !== null && this.#session.ending !== null && over) this.#finish(this.#session.ending.reason)
    this.#thresholds(up_ms, current_mA)
    // "running … until current < run_off_mA for hold_ms, dated at the first such sample": idle since then
    if (this.#session !== null && this.#running)
      this.#session.active_up_ms = Math.max(this.#session.active_up_ms, this.#low_up_ms ?? up_ms)
  }

  /** "On `sensor`, silence or implausible current the relay is held": five seconds of it are a fault, ten minutes silence. */
  #doubt(up_ms: number, current_mA: number | null): void {
    if (current_mA !== null) {
      if (this.#blind_told) this.#fault(up_ms, 'sensor', false)
      this.#spoke = true
      this.#blind_from_up_ms = null
      this.#blind_told = false
    } else if (this.#spoke) {
      this.#blind_from_up_ms ??= up_ms
      if (up_ms - this.#blind_from_up_ms < SENSOR_FAULT_MS || this.#faults.includes('sensor')) return
      this.#fault(up_ms, 'sensor', true)
      this.#blind_told = true
    }
  }

  #over(up_ms: number, current_mA: number | null, worked: boolean): boolean {
    if (current_mA !== null) return current_mA < this.#profile.run_off_mA
    return !worked && (this.#blind_from_up_ms === null || up_ms - this.#blind_from_up_ms >= SILENCE_MS)
  }

  #give(span: Span, ran: boolean): void {
    if (this.#session === null) {
      this.#giveNobody(span, ran)
      return
    }
    this.#session.running_ms += span.run_ms
    this.#session.silent_ms += span.silent_ms
    this.#session.still_ms += span.still_ms
    this.#session.session_ms += span.run_ms + span.silent_ms + span.still_ms
    if (ran) this.#session.active_up_ms = this.#given_up_ms
  }

  #giveNobody(span: Span, ran: boolean): void {
    if (ran) {
      this.#stray = { running_ms: (this.#stray?.running_ms ?? 0) + span.run_ms, to_up_ms: this.#given_up_ms }
    } else if (this.#stray !== null && this.#given_up_ms - this.#stray.to_up_ms >= this.#profile.hold_ms) {
      this.#strayEnds()
    }
  }

  #strayEnds(): void {
    const { running_ms } = this.#stray ?? { running_ms: 0 }
    if (running_ms >= UNATTRIBUTED_FROM_MS) this.#unattributed_ms += running_ms
    this.#stray = null
  }

  #thresholds(up_ms: number, current_mA: number | null): void {
    const { run_on_mA, run_off_mA, min_on_ms, hold_ms } = this.#profile
    // What was known is held
    if (current_mA === null) return
    if (!this.#running) {
      this.#high_up_ms = current_mA < run_on_mA ? null : (this.#high_up_ms ?? up_ms)
      this.#running = this.#high_up_ms !== null && up_ms - this.#high_up_ms >= min_on_ms
      this.#low_up_ms = null
    } else if (current_mA >= run_off_mA) this.#low_up_ms = null
    else {
      this.#low_up_ms ??= up_ms
      if (up_ms - this.#low_up_ms >= hold_ms) this.#quiet()
    }
  }

  #cycleRuns(up_ms: number): boolean {
    return this.#running && this.#low_up_ms === null && up_ms - this.#sampled_up_ms <= this.#silent_after_ms
  }

  // --- ends -----------------------------------------------------------------------------------------------------------

  #deadline(up_ms: number, worked: boolean, share: number): void {
    const session = this.#session
    if (session === null || session.ending !== null) return
    const { max_duration_s, idle_timeout_s } = this.#profile
    const working = worked || this.#cycleRuns(up_ms)
    const due: { up_ms: number; reason: EndReason }[] = []
    if (max_duration_s !== null)
      due.push({ up_ms: session.start_up_ms + max_duration_s * 1_000, reason: 'max-duration' })
    if (idle_timeout_s !== null && !working && !this.#faults.includes('sensor') && this.#blind_from_up_ms === null)
      due.push({ up_ms: session.active_up_ms + idle_timeout_s * 1_000, reason: 'idle' })
    const [first] = due.filter(one => one.up_ms <= up_ms).sort((a, b) => a.up_ms - b.up_ms)
    if (first !== undefined) this.#endRight(first.up_ms, first.reason, working, share)
  }

  #endRight(up_ms: number, reason: EndReason, cycle: boolean, share?: number): void {
    if (this.#session === null) return
    if (!cycle) this.#close(up_ms, reason, share)
    else this.#session.ending ??= { reason, up_ms }
  }

  #close(up_ms: number, reason: EndReason, share = this.#share): void {
    const { ending } = this.#session ?? { ending: null }
    const vouched = ending !== null && this.#blind_from_up_ms !== null
    const to_up_ms = vouched ? Math.min(up_ms, Math.max(ending.up_ms, this.#given_up_ms)) : up_ms
    const span = this.#hold(to_up_ms, share)
    this.#give(span, share >= 0.05 && span.run_ms > 0)
    this.#finish(reason)
  }

  #finish(reason: EndReason): void {
    if (this.#session === null) return
    this.#sessions.push({ ...this.#session, end_reason: this.#session.ending?.reason ?? reason })
    this.#session = null
  }

  // --- badges ---------------------------------------------------------------------------------------------------------

  #holderOf(badge: string): string | null {
    return this.#directory.badges.get(badge)?.member ?? null
  }

  /** How old on arrival: by the clock where it is believed, and by what any earlier message of this boot shows. */
  #age_ms(line: JournalAppend, message: StationMessage): number {
    const { received_at_ms } = line
    const by_up = this.#receipts.map(({ origin_at_ms, up_ms }) => {
      const drift_ms = DRIFT_MS_PER_MINUTE * Math.floor((message.up_ms - up_ms) / 60_000)
      return received_at_ms - (origin_at_ms + drift_ms + message.up_ms)
    })
    const by_clock = this.#believed(message.at_ms, received_at_ms) ? received_at_ms - (message.at_ms ?? 0) : 0
    return Math.max(0, by_clock, ...by_up)
  }

  #denied(badge: string, member: string | null): boolean {
    if (member === null || this.#directory.badges.get(badge)?.blocked === true) return true
    if (this.#locked || this.#faults.length > 0) return true
    const holder = this.#session?.member ?? null
    const other = holder !== null && holder !== member
    if (other && (this.#machine.takeover === 'never' || this.#running)) return true
    return this.#confirm
  }

  #request(line: JournalAppend, message: StationMessage & { type: 'badge' }): void {
    const { badge, up_ms } = message
    if (this.#age_ms(line, message) > ANSWER_FRESH_MS) return
    if (this.#again(badge, up_ms)) return
    const member = this.#holderOf(badge)
    this.#answered = { badge, up_ms, granted: false }
    if (this.#session !== null && this.#session.ending === null && this.#session.member === member) {
      this.#endRight(up_ms, 'badge-out', this.#cycleRuns(up_ms))
    } else if (!this.#denied(badge, member)) this.#grant(message, member as string)
  }

  #again(badge: string, up_ms: number): boolean {
    const again = this.#answered?.badge === badge && up_ms - this.#answered.up_ms <= SAME_CARD_MS
    if (again && this.#answered !== null) this.#answered.up_ms = up_ms
    return again
  }

  #offline(message: StationMessage & { type: 'badge' }, verdict: 'granted' | 'denied' | 'ended'): void {
    const { badge, up_ms } = message
    if (this.#again(badge, up_ms)) return
    this.#answered = { badge, up_ms, granted: false }
    const member = this.#holderOf(badge)
    if (verdict === 'ended' && this.#session !== null && this.#session.ending === null) {
      this.#endRight(up_ms, 'badge-out', this.#cycleRuns(up_ms))
    }
    // "Offline grants stand and are billed"
    if (verdict === 'granted' && member !== null) this.#grant(message, member)
  }

  #grant(message: StationMessage & { type: 'badge' }, member: string): void {
    const { boot, seq, up_ms } = message
    if (this.#session !== null) this.#close(up_ms, this.#session.member === member ? 'badge-out' : 'takeover')
    const span = this.#hold(up_ms, this.#share)
    this.#giveNobody(span, this.#share >= 0.05 && span.run_ms > 0)
    this.#strayEnds()
    this.#session = {
      id: idOf([this.#directory.site?.site ?? '', this.#station, this.#epoch, boot, seq]),
      member,
      end_reason: null,
      ...{ session_ms: 0, running_ms: 0, silent_ms: 0, still_ms: 0, incomplete: false },
      ...{ start_up_ms: up_ms, active_up_ms: up_ms, ending: null },
    }
  }

  // --- safety ---------------------------------------------------------------------------------------------------------

  #fault(up_ms: number, code: string, active: boolean): void {
    if (active === this.#faults.includes(code)) return
    this.#faults = active ? [...this.#faults, code] : this.#faults.filter(known => known !== code)
    if (!active && code === 'sensor' && this.#session !== null) this.#session.active_up_ms = up_ms
    if (!active || HOLDING.includes(code)) return
    this.#confirm = true
    this.#endRight(up_ms, code === 'estop' ? 'estop' : 'fault', !CUTTING.includes(code) && this.#cycleRuns(up_ms))
  }

  #button(up_ms: number, action: string): void {
    if (action === 'start-confirm' && this.#faults.every(code => HOLDING.includes(code))) this.#confirm = false
    if (action === 'end') this.#endRight(up_ms, 'badge-out', this.#cycleRuns(up_ms))
    if (action === 'report-fault') this.#fault(up_ms, 'reported', true)
  }

  #action(action: StationAction): void {
    if (action.type === 'lockout') this.#locked = true
    if (action.type === 'release') this.#locked = false
    const up_ms = this.#up_ms
    if (action.type === 'lockout') this.#endRight(up_ms, 'lockout', this.#cycleRuns(up_ms))
    if (action.type === 'end-session') this.#endRight(up_ms, action.reason, this.#cycleRuns(up_ms))
    if (action.type === 'fault-resolve') this.#fault(up_ms, action.code, false)
  }
}
