/** The server's pure way of a message: check, order, fold, commit to a ledger in memory; killed and started at will. */
import type { Down } from '#firmware-sim/firmware/messages.ts'
import type { Rng } from '#firmware-sim/world/rng.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { StationState } from '#server/domain/metering/station.ts'
import type { Effect, Session, StationAction } from '#server/domain/metering/types.ts'
import { checkUplink } from '#server/ingest/batch.ts'
import { Committer } from '#server/ingest/commit.ts'
import { domainCore } from '#server/ingest/domain-core.ts'
import { verdictDown } from '#server/ingest/downlinks.ts'
import type { Draft } from '#server/ingest/fold.ts'
import { Memory } from '#server/ingest/memory.ts'
import type { Work } from '#server/ingest/work.ts'
import { MemoryLedger } from '#test/support/memory-ledger.ts'
import type { ServerFate } from './fates.ts'

export type Packet = { station: string; type: string; payload: string; acknowledge(): void }

export class SimServer {
  readonly ledger: MemoryLedger
  /** committed, in order; each with its station */
  readonly effects: { station: string; effect: Effect }[] = []
  readonly internal: unknown[] = []
  /** most sessions ever open at once on one machine */
  readonly problems: string[] = []
  readonly #fate: ServerFate
  readonly #rng: Rng
  readonly #downTo: (station: string, down: Down) => void
  readonly #open = new Map<string, string>()
  #memory: Memory<StationState> = new Memory(domainCore)
  #committer: Committer<StationState> | null = null

  constructor(directory: Directory, fate: ServerFate, rng: Rng, downTo: (station: string, down: Down) => void) {
    this.ledger = new MemoryLedger()
    this.ledger.directory = directory
    this.#fate = fate
    this.#rng = rng
    this.#downTo = downTo
  }

  /** Everything in memory is what the ledger gives back: states went through JSON, drafts are gone. */
  async start(): Promise<void> {
    this.ledger.refuse = null
    const memory = new Memory(domainCore)
    await memory.load(this.ledger)
    const suspects = new Set(await this.ledger.stationsQuarantined())
    this.#memory = memory
    this.#committer = new Committer({
      ...{ core: domainCore, ledger: this.ledger, memory },
      suspected: station => suspects.has(station),
      onReloaded: () => {},
      onCommitted: (works, draft) => {
        for (const { station } of draft.quarantine) suspects.add(station)
        this.#committed(works, draft)
      },
      onInternal: error => this.internal.push(error),
    })
  }

  /** One group. Returns false when the server was killed on the way: nothing is acknowledged by this call then. */
  async take(packets: Packet[], received_at_ms: number): Promise<boolean> {
    const acknowledged: (() => void)[] = []
    const works = packets.map(({ station, type, payload, acknowledge }): Work => {
      const settle = (error?: Error): void => void (error === undefined && acknowledged.push(acknowledge))
      const checked = checkUplink(type, Buffer.from(payload))
      return { kind: 'uplink', principal: station, station, received_at_ms, checked, settle }
    })
    if (this.#rng.chance(this.#fate.killed_before)) this.ledger.refuse = new Error('killed before the commit')
    const silent = this.#rng.chance(this.#fate.killed_after)
    try {
      await this.#committerNow().commit(works)
    } catch (error) {
      if (this.ledger.refuse === null) throw error
      if (acknowledged.length > 0) this.problems.push('something was acknowledged and not committed')
      await this.start()
      return false
    } finally {
      this.ledger.refuse = null
    }
    if (silent) {
      await this.start()
      return false
    }
    for (const acknowledge of acknowledged) acknowledge()
    return true
  }

  async act(station: string, action: StationAction, received_at_ms: number): Promise<void> {
    const works: Work[] = [{ kind: 'act', act: { station, action }, received_at_ms, settle: () => {} }]
    await this.#committerNow().commit(works)
  }

  async newEpoch(station: string, received_at_ms: number): Promise<void> {
    const facts = this.ledger.directory.stations.get(station)
    if (facts === undefined) throw new Error(`no station ${station}`)
    const entry = { type: 'station-added', station, machine: facts.machine, epoch: facts.epoch + 1 } as const
    await this.#committerNow().commit([{ kind: 'act', act: { entry }, received_at_ms, settle: () => {} }])
  }

  openSessions(): Session[] {
    return [...this.ledger.directory.stations.keys()].flatMap(station => {
      const session = domainCore.openSession(this.#memory.state(station))
      return session === null ? [] : [session]
    })
  }

  standing(station: string): void {
    this.#tell(station, domainCore.standing(this.#memory.state(station)))
  }

  #committerNow(): Committer<StationState> {
    if (this.#committer === null) throw new Error('the server has not started')
    return this.#committer
  }

  #committed(works: Work[], draft: Draft<StationState>): void {
    for (const { station, effect } of draft.effects) {
      this.effects.push({ station, effect })
      this.#watchOpen(effect)
      if (effect.kind === 'verdict') this.#tell(station, effect)
    }
    for (const { station, verdict } of draft.repeated) this.#tell(station, verdict)
    for (const work of works) work.settle()
  }

  /** At most one open session a machine, at any time. */
  #watchOpen(effect: Effect): void {
    if (effect.kind === 'session-started') {
      const { machine, id } = effect.session
      if (this.#open.has(machine))
        this.problems.push(`${machine}: ${id} opened while ${this.#open.get(machine)} was open`)
      this.#open.set(machine, id)
    } else if (effect.kind === 'session-ended') {
      const { machine, id } = effect.session
      if (this.#open.get(machine) !== id) this.problems.push(`${machine}: ${id} ended, which was not open`)
      this.#open.delete(machine)
    }
  }

  #tell(station: string, effect: Extract<Effect, { kind: 'verdict' }>): void {
    const { payload } = verdictDown(station, effect, this.ledger.directory)
    this.#downTo(station, { type: 'verdict', ...payload } as Down)
  }
}
