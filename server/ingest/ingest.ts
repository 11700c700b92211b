/**
 * Uplink messages and managers' acts in, committed truth out (design rules 1 and 2). `settle` of a message is called after
 * its commit, in one loop and in the order of arrival on its connection; only then does the world hear of it.
 */
import type { Downlink } from '#server/contract/downlink.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Effect, MachineView, Session } from '#server/domain/metering/types.ts'
import { ahead, isUrgent } from './ahead.ts'
import { checkUplink } from './batch.ts'
import { bad, type Checked } from './check.ts'
import { ClockSteps } from './clock-steps.ts'
import { Committer } from './commit.ts'
import type { Core } from './core.ts'
import { verdictDown } from './downlinks.ts'
import type { Draft } from './fold.ts'
import { GroupQueue } from './group.ts'
import { COMMAND_LIFE_MS, GROUP_FULL, GROUP_MESSAGES_MAX, GROUP_MS, PROBE_MS, WATCH_MS } from './limits.ts'
import { Memory } from './memory.ts'
import type { Act, Announcement, Announcer, Clock, DownlinkSender, IngestLedger } from './ports.ts'
import { PresenceBook } from './presence.ts'
import { StationFiles } from './stations.ts'
import { TimeTeller } from './time.ts'
import type { Settle, Work } from './work.ts'

export type IngestLog = { info(fields: object, message: string): void; error(fields: object, message: string): void }

export type UplinkContext = { principal: string; station: string; type: string; qos: 0 | 1 | 2; payload: Buffer }

export type IngestOptions<State> = {
  core: Core<State>
  ledger: IngestLedger
  announcer: Announcer
  downlink: DownlinkSender
  clock: Clock
  log: IngestLog
  group_ms?: number | undefined
}

export type MachineNow = {
  machine: string
  station: string | null
  view: MachineView
  session: Session | null
  heard_at_ms: number | null
}

export type Ingest = {
  /** Enqueues at once; `done` is called after the commit, with an error when nothing could be committed. */
  accept(uplink: UplinkContext, done: Settle): void
  /** A manager's act; resolves after its commit. */
  act(act: Act): Promise<void>
  /** What a station should be told after it subscribed. */
  standing(station: string): Downlink
  presence(station: string, online: boolean): void
  directory(): Directory
  /** journal entry up to which `directory` and all states have read */
  head(): number
  machines(): MachineNow[]
  online(station: string): boolean
  /** False while nothing can be committed. */
  accepting(): boolean
  start(): Promise<void>
  stop(): Promise<void>
}

export const createIngest = <State>(options: IngestOptions<State>): Ingest => new IngestRoom(options)

class IngestRoom<State> implements Ingest {
  readonly #options: IngestOptions<State>
  readonly #memory: Memory<State>
  readonly #committer: Committer<State>
  readonly #queue: GroupQueue<Work>
  readonly #presence = new PresenceBook()
  readonly #files: StationFiles
  readonly #time: TimeTeller
  readonly #steps: ClockSteps
  /** Stations that may have something in quarantine; null: nobody could tell, so all of them. */
  #suspects: Set<string> | null = null
  #state: 'new' | 'accepting' | 'suspended' | 'stopped' = 'new'
  #unsettled = new Set<Work>()
  #data_version = 0
  #timers: NodeJS.Timeout[] = []

  constructor(options: IngestOptions<State>) {
    const { core, ledger, downlink, clock } = options
    this.#options = options
    this.#memory = new Memory(core)
    this.#files = new StationFiles(downlink, clock)
    this.#time = new TimeTeller(downlink, clock)
    this.#steps = new ClockSteps(clock)
    this.#committer = new Committer({
      ...{ core, ledger, memory: this.#memory },
      suspected: station => this.#suspects?.has(station) ?? true,
      onReloaded: () => this.#files.refresh(this.#memory.directory),
      onCommitted: (works, draft) => this.#committed(works, draft),
      onInternal: (error, fields) => options.log.error({ error, ...fields }, 'a message or act failed inside the core'),
    })
    this.#queue = new GroupQueue<Work>({
      group_ms: options.group_ms ?? GROUP_MS,
      ...{ group_max: GROUP_MESSAGES_MAX, group_full: GROUP_FULL, ahead },
      handle: group => this.#handle(group),
    })
  }

  async start(): Promise<void> {
    const { ledger, clock } = this.#options
    // The version first: what is written between the two is then loaded twice rather than never.
    this.#data_version = ledger.dataVersion()
    await this.#memory.load(ledger)
    // What was folded anew is not folded a second time, should this start end as the last run did.
    await this.#writeStates()
    const quarantined = await ledger.stationsQuarantined?.()
    this.#suspects = quarantined === undefined ? null : new Set(quarantined)
    this.#files.refresh(this.#memory.directory)
    this.#state = 'accepting'
    this.#timers.push(
      setInterval(() => this.#watch(), WATCH_MS),
      setInterval(() => {
        this.#files.refresh(this.#memory.directory)
        this.#time.tick(station => this.#presence.online(station, this.#memory.directory, clock.now_ms()))
      }, 1_000),
      setInterval(() => void this.#probe(), PROBE_MS),
    )
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    this.#timers = []
    if (this.#state === 'accepting') this.#state = 'stopped'
    await this.#queue.settled()
    if (this.#state === 'stopped') await this.#writeStates()
    this.#state = 'stopped'
  }

  async #writeStates(): Promise<void> {
    try {
      await this.#committer.writeStates()
    } catch (error) {
      this.#options.log.info({ error }, 'states could not be written: the next start folds them anew')
    }
  }

  accepting(): boolean {
    return this.#state === 'accepting'
  }

  accept(uplink: UplinkContext, done: Settle): void {
    if (this.#state !== 'accepting') {
      done(new Error('nothing can be committed now'))
      return
    }
    const { principal, station, type, qos, payload } = uplink
    const checked = checkUplink(type, payload)
    this.#mindClock()
    const received_at_ms = this.#options.clock.now_ms()
    const work: Work = {
      ...{ kind: 'uplink', principal, station, received_at_ms, settle: done },
      checked: qos === 1 ? checked : [atWrongQos(type, qos, payload, checked)],
    }
    this.#queue.push(work, isUrgent(work))
  }

  act(act: Act): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#state !== 'accepting') {
        reject(new Error('nothing can be committed now'))
        return
      }
      const received_at_ms = this.#options.clock.now_ms()
      const settle: Settle = error => (error === undefined ? resolve() : reject(error))
      this.#queue.push({ kind: 'act', act, received_at_ms, settle }, true)
    })
  }

  /** The clock was set: what is known of each station's boots is known by the new one from here on, also when replayed. */
  #mindClock(): void {
    const by_ms = this.#steps.look()
    if (by_ms === 0) return
    const { core, log } = this.#options
    log.info({ by_ms }, 'the clock of this machine was set')
    for (const station of this.#memory.directory.stations.keys()) {
      if (core.clockOf(this.#memory.state(station)) === null) continue
      const action = { type: 'clock-set', by_ms } as const
      this.act({ station, action }).catch(error => log.error({ error, station }, 'the new time could not be noted'))
    }
    this.#time.tellAgain()
  }

  standing(station: string): Downlink {
    const effect = this.#options.core.standing(this.#memory.state(station))
    return verdictDown(station, effect, this.#memory.directory)
  }

  presence(station: string, online: boolean): void {
    this.#presence.hint(station, online)
  }

  directory(): Directory {
    return this.#memory.directory
  }

  head(): number {
    return this.#memory.head
  }

  machines(): MachineNow[] {
    const { directory } = this.#memory
    const stations = new Map<string, string>()
    for (const { id, machine } of directory.stations.values()) stations.set(machine, id)
    return [...directory.machines.keys()].map(machine => {
      const station = stations.get(machine) ?? null
      const state = station === null ? this.#options.core.initialState('') : this.#memory.state(station)
      const { core } = this.#options
      const heard_at_ms = station === null ? null : this.#presence.heardAt(station)
      return { machine, station, view: core.viewOf(state), session: core.openSession(state), heard_at_ms }
    })
  }

  online(station: string): boolean {
    return this.#presence.online(station, this.#memory.directory, this.#options.clock.now_ms())
  }

  async #handle(group: Work[]): Promise<void> {
    if (this.#state === 'suspended') {
      fail(group, new Error('nothing can be committed now'))
      return
    }
    this.#unsettled = new Set(group)
    try {
      if (this.#data_version !== this.#options.ledger.dataVersion()) await this.#refresh()
      await this.#committer.commit(group)
    } catch (error) {
      this.#suspend(error)
    }
  }

  async #refresh(): Promise<void> {
    this.#data_version = this.#options.ledger.dataVersion()
    await this.#committer.refresh()
  }

  /** Another connection wrote while nothing arrived: an empty group goes and looks. */
  #watch(): void {
    if (this.#state !== 'accepting') return
    this.#mindClock()
    if (this.#data_version === this.#options.ledger.dataVersion()) return
    this.#queue.poke()
  }

  #suspend(error: unknown): void {
    this.#options.log.error({ error }, 'nothing can be committed: connections are closed until it works again')
    this.#state = this.#state === 'stopped' ? 'stopped' : 'suspended'
    const why = error instanceof Error ? error : new Error(String(error))
    fail([...this.#unsettled, ...this.#queue.drain()], why)
    this.#unsettled.clear()
  }

  async #probe(): Promise<void> {
    if (this.#state !== 'suspended') return
    const works = await this.#committer.probe()
    if (!works || this.#state !== 'suspended') return
    this.#state = 'accepting'
    this.#options.log.info({}, 'commits work again')
  }

  /** On disk: acknowledge in one loop, then tell the world. */
  #committed(works: Work[], draft: Draft<State>): void {
    for (const { station } of draft.quarantine) this.#suspects?.add(station)
    for (const work of works) {
      this.#unsettled.delete(work)
      if (work.kind === 'uplink') this.#presence.heard(work.station, work.received_at_ms)
      work.settle()
    }
    this.#announce(draft)
    this.#sendDown(works, draft)
    this.#files.refresh(draft.directory)
  }

  #announce(draft: Draft<State>): void {
    if (draft.empty) return
    const { core, announcer } = this.#options
    const machines: Announcement['machines'] = []
    for (const [station, state] of draft.states) {
      const machine = draft.directory.stations.get(station)?.machine
      if (machine !== undefined) machines.push({ machine, view: core.viewOf(state), session: core.openSession(state) })
    }
    const effects: { station: string; effect: Effect }[] = draft.effects.map(({ station, effect }) => ({
      station,
      effect,
    }))
    for (const { station, alert } of draft.alerts) effects.push({ station, effect: alert })
    announcer.announce({ head: this.#memory.head, effects, machines })
  }

  #sendDown(works: Work[], draft: Draft<State>): void {
    const { downlink } = this.#options
    for (const { station, effect } of draft.effects) {
      if (effect.kind === 'verdict') downlink.send(verdictDown(station, effect, draft.directory))
    }
    for (const { station, verdict } of draft.repeated) downlink.send(verdictDown(station, verdict, draft.directory))
    for (const { entry, station, op } of draft.commands) {
      const n = this.#memory.head - draft.journal.length + 1 + entry
      const command = this.#command(station, `journal-${n}`, op)
      if (command !== null) downlink.send(command)
    }
    for (const work of works) {
      if (work.kind !== 'uplink') continue
      const said_hello = work.checked.some(one => one.kind === 'message' && one.message.type === 'hello')
      if (said_hello) this.#time.tell(work.station)
      else this.#time.heard(work.station)
    }
  }

  /** Null where the station has not said a word yet: there is no boot to command. */
  #command(station: string, id: string, op: 'lockout' | 'release'): Downlink | null {
    const clock = this.#options.core.clockOf(this.#memory.state(station))
    if (clock === null) return null
    const now_ms = this.#options.clock.now_ms()
    const since_heard_ms = Math.max(0, now_ms - (this.#presence.heardAt(station) ?? now_ms))
    const expires_up_ms = clock.up_ms + since_heard_ms + COMMAND_LIFE_MS
    return { station, type: 'command', payload: { id, op, boot: clock.boot, expires_up_ms } }
  }
}

function fail(works: Work[], error: Error): void {
  for (const work of works) work.settle(error)
}

/** Contract §1: an `up/` publish at QoS 0 or 2 is quarantined, whatever it says. */
function atWrongQos(type: string, qos: number, payload: Buffer, checked: Checked[]): Checked {
  const [only] = checked
  const detail = `published at QoS ${qos}`
  if (checked.length !== 1 || only === undefined) return bad(type, 'qos', detail, payload)
  if (only.kind === 'bad') return bad(type, 'qos', detail, payload, payload, only.identity)
  const { boot, seq } = only.message
  return bad(type, 'qos', detail, payload, only.payload, { boot, seq })
}
