/** A real ledger in a directory of its own, and the shortest way to bring messages into it: fold as ingest does, commit. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { canonical } from '#server/domain/canonical.ts'
import type { Directory, ImportedFacts, MemberFacts } from '#server/domain/directory.ts'
import type { StationState } from '#server/domain/metering/station.ts'
import type { StationAction, StationMessage } from '#server/domain/metering/types.ts'
import { type Group, type JournalAppend, type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { REPLAY_CORE } from '#server/ledger/verify/core.ts'
import { memoryDirectory } from './temporary.ts'

export const temporaryDirectory = (): string => memoryDirectory('navette-ledger-')

/** 2026-10-05 is a Monday; 06:00 UTC is 08:00 in Paris. */
export const MONDAY_MS: number = Date.UTC(2026, 9, 5, 6)
export const AWA_BADGE: string = 'a'.repeat(64)
export const STRANGER_BADGE: string = 'b'.repeat(64)

const member = (id: string, category: string | null): MemberFacts => ({
  ...{ id, category, organisation: null, joined: null, left: null, suspended: false, activity_started: null },
  ...{ charter_signed: '2026-01-01', qualifications: [], language: 'fr' },
})
const machine = (id: string): ImportedFacts['machines'][number] => ({
  ...{ id, name: id, kind: 'lockstitch', profile: 'servo', qualification: null, sensor: 'current' },
  ...{ takeover: 'when-idle', sample_ms: 1_000, place: null },
})

export const FACTS: ImportedFacts = {
  site: {
    ...{ site: 'demo', name: 'Démo', timezone: 'Europe/Paris', currency: 'EUR', billing: 'share', opening: null },
    link_loss_s: 28_800,
  },
  issuers: [],
  profiles: [
    {
      ...{ id: 'servo', idle_mA: 90, run_mA: 1_030, run_on_mA: 600, run_off_mA: 450, min_on_ms: 0, hold_ms: 3_000 },
      ...{ idle_timeout_s: 900, max_duration_s: null },
    },
  ],
  machines: [machine('m1'), machine('m2')],
  categories: [{ id: 'coop', name: 'Coop' }],
  organisations: [],
  members: [member('awa', 'coop'), member('bilal', null)],
  badges: [
    { badge: AWA_BADGE, member: 'awa', blocked: false, valid_from_ms: null, valid_until_ms: null },
    { badge: 'c'.repeat(64), member: 'bilal', blocked: false, valid_from_ms: null, valid_until_ms: null },
  ],
  tariffs: [],
  pools: [],
}

export const emptyGroup = (expected_head: number): Group => ({
  ...{ expected_head, journal: [], effects: [], states: [], directory: [], quarantine: [] },
})

type Body<M> = M extends StationMessage ? Omit<M, 'seq' | 'boot' | 'at_ms'> : never
export type Said = Body<StationMessage> & { boot?: number; seq?: number }

export class LedgerLab {
  readonly directory_path: string
  readonly file: string
  readonly ledger: Ledger
  /** Whether groups go to disk without the states they made, as most of ingest's do. */
  behind = false
  #directory: Directory
  readonly #states = new Map<string, StationState>()
  readonly #last_seq = new Map<string, number>()

  private constructor(directory_path: string, ledger: Ledger, directory: Directory) {
    this.directory_path = directory_path
    this.file = fileIn(directory_path)
    this.ledger = ledger
    this.#directory = directory
  }

  /** A ledger of the site `demo` with machines m1 and m2, each with its station s1 and s2. */
  static async open(): Promise<LedgerLab> {
    const path = temporaryDirectory()
    const ledger = await openLedger({ file: fileIn(path), now_ms: () => MONDAY_MS - 1_000 })
    await ledger.setUp('demo')
    await ledger.appendDirectory([{ type: 'import', facts: FACTS }], MONDAY_MS - 2_000)
    await ledger.addStation('s1', 'm1')
    await ledger.addStation('s2', 'm2')
    return new LedgerLab(path, ledger, (await ledger.present()).directory)
  }

  async close(): Promise<void> {
    await this.ledger.close()
    rmSync(this.directory_path, { recursive: true, force: true })
  }

  async reloadDirectory(): Promise<void> {
    this.#directory = (await this.ledger.present()).directory
  }

  /** Messages of one station, folded and committed as one group; `up_ms` 0 is MONDAY_MS. */
  async say(station: string, messages: readonly Said[]): Promise<void> {
    const { head } = await this.ledger.present()
    const group = emptyGroup(head)
    for (const said of messages) this.#fold(group, station, this.#stamped(station, said))
    await this.#commit(group, station)
  }

  async act(station: string, action: StationAction, at_ms: number): Promise<void> {
    const { head } = await this.ledger.present()
    const group = emptyGroup(head)
    const folded = REPLAY_CORE.fold(
      this.#state(station),
      { kind: 'action', station, received_at_ms: at_ms, action },
      { directory: this.#directory },
    )
    this.#states.set(station, folded.state)
    group.journal.push({
      ...{ received_at_ms: at_ms, kind: 'action', type: action.type, disposition: 'folded', station, epoch: null },
      ...{ boot: null, seq: null, at_ms: folded.at_ms, at_order: folded.at_order, payload: canonical(action) },
    })
    for (const effect of folded.effects) group.effects.push({ entry: 0, station, effect })
    await this.#commit(group, station)
  }

  /** What came after its place had passed: journalled, not folded. */
  async late(station: string, message: StationMessage): Promise<void> {
    const { head } = await this.ledger.present()
    const line = lineOf(station, message)
    const journal: JournalAppend[] = [{ ...line, disposition: 'late', at_ms: null, at_order: 0 }]
    await this.ledger.commit({ ...emptyGroup(head), journal, ...(this.behind && { states_n: 0 }) })
  }

  #stamped(station: string, said: Said): StationMessage {
    const boot = said.boot ?? 1
    const key = `${station} ${boot}`
    const seq = said.seq ?? (this.#last_seq.get(key) ?? -1) + 1
    this.#last_seq.set(key, seq)
    return { ...said, boot, seq, at_ms: MONDAY_MS + said.up_ms } as StationMessage
  }

  #fold(group: Group, station: string, message: StationMessage): void {
    const line = lineOf(station, message)
    const { received_at_ms } = line
    const folded = REPLAY_CORE.fold(
      this.#state(station),
      { kind: 'up', station, epoch: 1, disposition: 'folded', received_at_ms, message },
      { directory: this.#directory },
    )
    this.#states.set(station, folded.state)
    group.journal.push({ ...line, disposition: 'folded', at_ms: folded.at_ms, at_order: folded.at_order })
    for (const effect of folded.effects) group.effects.push({ entry: group.journal.length - 1, station, effect })
  }

  #state(station: string): StationState {
    return this.#states.get(station) ?? REPLAY_CORE.initialState(station)
  }

  async #commit(group: Group, station: string): Promise<void> {
    if (this.behind) group.states_n = 0
    else group.states.push({ station, state: JSON.stringify(this.#state(station)) })
    const result = await this.ledger.commit(group)
    if (result.kind !== 'committed') throw new Error('somebody else writes to this lab')
  }
}

const fileIn = (directory: string): string => join(directory, 'navette.sqlite')

function lineOf(station: string, message: StationMessage): Omit<JournalAppend, 'disposition' | 'at_ms' | 'at_order'> {
  const { type, boot, seq, at_ms } = message
  const received_at_ms = (at_ms ?? MONDAY_MS) + 100
  return { received_at_ms, kind: 'up', type, station, epoch: 1, boot, seq, payload: canonical(message) }
}

export const hello = (up_ms: number, boot = 1): Said => ({
  ...{
    type: 'hello',
    up_ms,
    boot,
    fw: '1',
    model: 'sim',
    reader: true,
    meter: 'current',
    relay: true,
    list_version: null,
  },
})
export const badge = (up_ms: number, uid: string, boot = 1): Said => ({ type: 'badge', up_ms, boot, badge: uid })
export const sample = (up_ms: number, current_mA: number, running_ms: number, boot = 1): Said => ({
  ...{ type: 'sample', up_ms, boot, current_mA, relay: true, running_ms, energy_Wh: running_ms / 3_600, power_W: 200 },
})

/** A morning that leaves a row in every derived table: work, a fault, a gap, running without anybody, a loss of power. */
export async function tellAMorning(lab: LedgerLab): Promise<void> {
  await lab.say('s1', [hello(0), sample(1_000, 90, 0), badge(1_500, STRANGER_BADGE), badge(2_000, AWA_BADGE)])
  const work: Said[] = []
  for (let s = 3; s <= 30; s++) work.push(sample(s * 1_000, 1_030, (s - 3) * 1_000))
  await lab.say('s1', work)
  await lab.say('s1', [
    { type: 'fault', up_ms: 30_500, code: 'thread', active: true, detail: 'upper' },
    { type: 'fault', up_ms: 31_000, code: 'thread', active: false },
    { ...sample(40_000, 90, 27_000), seq: 40 },
    badge(41_000, AWA_BADGE),
  ])
  await lab.say('s2', [hello(0), sample(1_000, 90, 0), sample(2_000, 1_030, 1_000), sample(3_000, 1_030, 2_000)])
  await lab.say('s2', [sample(4_000, 90, 2_000), sample(9_000, 90, 2_000), badge(10_000, 'c'.repeat(64))])
  await lab.say('s2', [{ ...hello(0), boot: 2, up_ms: 0 }])
  await lab.late('s1', { type: 'sample', boot: 1, seq: 34, up_ms: 33_000, at_ms: null, current_mA: 90, relay: true })
}
