/**
 * One group in the making: its works folded on an overlay over what is committed. Nothing outside sees any of it before the
 * commit; if that fails, or a message turns out to be poisoned, the draft is thrown away.
 */
import { applyEntry } from '#server/domain/apply.ts'
import { canonical } from '#server/domain/canonical.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Disposition } from '#server/domain/journal.ts'
import type { Effect, StationMessage } from '#server/domain/metering/types.ts'
import { stillNeeded } from '#server/domain/out-of-use.ts'
import { touched, type Untouched } from '#server/domain/who/erasure.ts'
import { type Refusal, refusalOf } from '#server/domain/who/refusal.ts'
import { type BadMessage, type Checked, contentHash, type GoodMessage, type Identity } from './check.ts'
import type { Core, VerdictEffect } from './core.ts'
import type { Memory } from './memory.ts'
import { type Known, orderOf } from './order.ts'
import type { Act, Group, IngestLedger, JournalAppend, KeptEffect, KnownIdentity, QuarantineAppend } from './ports.ts'
import { ActRefused } from './refused.ts'
import type { ActWork, UplinkWork, Work } from './work.ts'

/**
 * `together`: what the fold throws on fails the draft. `alone`: it is quarantined as `internal`. `unfolded`: everything is
 * quarantined so, because the ledger would not have what the fold made of it.
 */
export type DraftMode = 'together' | 'alone' | 'unfolded'

/** The core threw; `cause` says why. Anything else that comes out of a draft is the ledger's. */
export class Poison extends Error {}

export type DraftOptions<State> = {
  core: Core<State>
  memory: Memory<State>
  ledger: IngestLedger
  /** Whether anything of this station may lie in quarantine. */
  suspected(station: string): boolean
  mode: DraftMode
  onInternal(error: unknown, fields: object): void
}

type Wait = Promise<void> | undefined
/** A message with where it came from. */
type Sent = { station: string; epoch: number; received_at_ms: number; good: GoodMessage }

export class Draft<State> {
  readonly states = new Map<string, State>()
  directory: Directory
  readonly journal: JournalAppend[] = []
  readonly effects: KeptEffect[] = []
  readonly quarantine: QuarantineAppend[] = []
  readonly alerts: { station: string; alert: Extract<Effect, { kind: 'alert' }> }[] = []
  /** What stations are told to do besides their verdicts; `entry` indexes `journal`. */
  readonly commands: { entry: number; station: string; op: 'lockout' | 'release' }[] = []
  /** Answers to badges that came again. */
  readonly repeated: { station: string; verdict: VerdictEffect }[] = []
  readonly #rows: Group['directory'] = []
  readonly #quarantined = new Set<string>()
  readonly #quarantined_stations = new Set<string>()
  readonly #options: DraftOptions<State>

  constructor(options: DraftOptions<State>) {
    this.#options = options
    this.directory = options.memory.directory
  }

  /** Throws `Poison` when the core does; the caller then cuts the group before this work. */
  add(work: Work): Wait {
    if (work.kind === 'uplink') return this.#uplink(work, 0)
    if ('entry' in work.act && work.act.untouched !== undefined) return this.#actUnlessTouched(work, work.act.untouched)
    this.#actOrPoison(work)
    return undefined
  }

  #actOrPoison(work: ActWork): void {
    try {
      this.#act(work)
    } catch (error) {
      throw new Poison('the act was refused', { cause: error })
    }
  }

  /** In what is on disk, which stays so until this group is committed (`expected_head`), and in this very group. */
  async #actUnlessTouched(work: ActWork, untouched: Untouched): Promise<void> {
    const { member } = untouched
    const here = this.effects.some(
      ({ effect }) =>
        (effect.kind === 'session-started' || effect.kind === 'session-ended') && effect.session.member === member,
    )
    if (here || (await this.#options.ledger.touchedSince(untouched)))
      throw new Poison('the act was refused', { cause: new ActRefused(touched(member)) })
    this.#actOrPoison(work)
  }

  get empty(): boolean {
    return this.journal.length === 0 && this.quarantine.length === 0
  }

  group(): Group {
    const { head, unwritten } = this.#options.memory
    const due = unwritten.due(head + this.journal.length)
    return {
      expected_head: head,
      journal: this.journal,
      effects: this.effects,
      states: due.map(station => ({ station, state: JSON.stringify(this.state(station)) })),
      states_n: unwritten.upTo(due.length, head),
      directory: this.#rows,
      quarantine: this.quarantine,
      alerts: this.alerts.map(({ alert: { at_ms, code, machine, detail } }) => ({ at_ms, code, machine, detail })),
    }
  }

  state(station: string): State {
    return this.states.get(station) ?? this.#options.memory.state(station)
  }

  #uplink(work: UplinkWork, from: number): Wait {
    for (let i = from; i < work.checked.length; i++) {
      const wait = this.#one(work, work.checked[i] as Checked)
      // Only what needs the ledger waits: the plain way of a message stays synchronous.
      if (wait !== undefined) return wait.then(() => this.#uplink(work, i + 1))
    }
    return undefined
  }

  #one(work: UplinkWork, checked: Checked): Wait {
    const { station, received_at_ms } = work
    const facts = this.directory.stations.get(station)
    const epoch = facts?.epoch ?? null
    if (checked.kind === 'bad') return this.#refuse(station, epoch, received_at_ms, checked)
    if (epoch === null) return this.#refuse(station, null, received_at_ms, refused(checked, 'unknown-station', station))
    if (this.#options.mode === 'unfolded') {
      return this.#refuse(station, epoch, received_at_ms, refused(checked, 'internal', 'refused by the ledger'))
    }
    const sent = { station, epoch, received_at_ms, good: checked }
    const judgement = this.#guarded(sent, () => this.#options.core.judge(this.state(station), epoch, checked.message))
    switch (judgement?.kind) {
      case undefined:
        return undefined
      case 'quarantine':
        return this.#refuse(station, epoch, received_at_ms, refused(checked, judgement.reason, judgement.detail))
      case 'known':
        return this.#known(sent)
      case 'fold':
        if (this.#suspected(station)) return this.#foldUnlessQuarantined(sent)
        this.#fold(sent)
        return undefined
    }
  }

  #fold(sent: Sent): void {
    const { station, epoch, received_at_ms, good } = sent
    const { message, batch_last_up_ms } = good
    const folded = this.#guarded(sent, () =>
      this.#options.core.fold(
        this.state(station),
        { kind: 'up', station, epoch, disposition: 'folded', received_at_ms, batch_last_up_ms, message },
        { directory: this.directory },
      ),
    )
    if (folded === undefined) return
    this.states.set(station, folded.state)
    const { at_ms, at_order } = folded
    this.journal.push(lineOf(sent, 'folded', at_ms, at_order))
    for (const effect of folded.effects) this.effects.push({ entry: this.journal.length - 1, station, effect })
  }

  /** The same content that once was quarantined stays a duplicate, even where it could be folded by now. */
  async #foldUnlessQuarantined(sent: Sent): Promise<void> {
    if (!(await this.#isQuarantined(sent))) this.#fold(sent)
  }

  #suspected(station: string): boolean {
    return this.#quarantined_stations.has(station) || this.#options.suspected(station)
  }

  #isQuarantined({ station, epoch, good }: Sent): Promise<boolean> {
    const { boot, seq, type } = good.message
    const hash = contentHash(type, good.payload)
    if (this.#quarantined.has(quarantineKey(station, good.message, hash))) return Promise.resolve(true)
    return this.#options.ledger.quarantined(station, { station, epoch, boot, seq }, hash)
  }

  async #known(sent: Sent): Promise<void> {
    const { station, epoch, received_at_ms, good } = sent
    const { boot, seq, type } = good.message
    const identity: KnownIdentity = { station, epoch, boot, seq }
    const order: Known = await orderOf(
      this.#uncommitted(identity),
      good.payload,
      () => this.#options.ledger.lookup(identity, good.payload),
      () => this.#isQuarantined(sent),
    )
    switch (order) {
      case 'duplicate':
        if (type === 'badge') await this.#repeatVerdict(identity)
        return
      case 'late':
        this.journal.push(lineOf(sent, 'late', null, 0))
        return
      case 'quarantined':
        return
      case 'contradiction': {
        const detail = `${station} boot ${boot} seq ${seq} (${type}) came again with other content`
        await this.#refuse(station, epoch, received_at_ms, refused(good, 'contradiction', detail))
        const machine = this.directory.stations.get(station)?.machine ?? station
        const alert = { kind: 'alert', code: 'contradiction', machine, at_ms: received_at_ms, detail } as const
        this.alerts.push({ station, alert })
      }
    }
  }

  async #repeatVerdict(identity: KnownIdentity): Promise<void> {
    const { station, boot, seq } = identity
    const uncommitted = this.effects.find(
      ({ station: of, effect }) =>
        of === station && effect.kind === 'verdict' && effect.for?.boot === boot && effect.for.seq === seq,
    )
    const verdict =
      (uncommitted?.effect as VerdictEffect | undefined) ?? (await this.#options.ledger.verdictOf(identity))
    if (verdict !== null) this.repeated.push({ station, verdict })
  }

  /** Looked for and not indexed: hardly any message comes again within its group. */
  #uncommitted({ station, epoch, boot, seq }: KnownIdentity): string | undefined {
    const same = (line: JournalAppend): boolean =>
      line.seq === seq && line.station === station && line.boot === boot && line.epoch === epoch
    return this.journal.findLast(same)?.payload
  }

  #refuse(station: string, epoch: number | null, received_at_ms: number, message: BadMessage): Wait {
    const { identity, content_hash } = message
    const key = quarantineKey(station, identity, content_hash)
    if (this.#quarantined.has(key)) return undefined
    if (!this.#options.suspected(station)) {
      this.#quarantineNow(station, epoch, received_at_ms, message, key)
      return undefined
    }
    const known = identity === null || epoch === null ? null : { station, epoch, ...identity }
    return this.#options.ledger.quarantined(station, known, content_hash).then(before => {
      if (!before) this.#quarantineNow(station, epoch, received_at_ms, message, key)
    })
  }

  #quarantineNow(
    station: string,
    epoch: number | null,
    received_at_ms: number,
    message: BadMessage,
    key: string,
  ): void {
    const { type, reason, detail, identity, content_hash, bytes } = message
    this.#quarantined.add(key)
    this.#quarantined_stations.add(station)
    const { boot, seq } = identity ?? { boot: null, seq: null }
    this.quarantine.push({
      ...{ received_at_ms, station, epoch, boot, seq, type: type.slice(0, 64), reason, detail: detail.slice(0, 200) },
      ...{ content_hash, payload: bytes },
    })
  }

  /** Runs a piece of the core. Poison fails the group, or is quarantined when it is alone in it. */
  #guarded<T>({ station, epoch, received_at_ms, good }: Sent, work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      if (this.#options.mode === 'together') throw new Poison('the fold threw', { cause: error })
      const { boot, seq } = good.message
      this.#options.onInternal(error, { station, boot, seq })
      const detail = error instanceof Error ? error.message : String(error)
      const message = refused(good, 'internal', detail)
      const key = quarantineKey(station, message.identity, message.content_hash)
      if (!this.#quarantined.has(key)) this.#quarantineNow(station, epoch, received_at_ms, message, key)
      return undefined
    }
  }

  #act({ act, received_at_ms }: ActWork): void {
    const nothing = { station: null, epoch: null, boot: null, seq: null, at_ms: null, at_order: 0 }
    if ('entry' in act) {
      const { entry } = act
      const refusal = refusalOf(this.directory, entry) ?? this.#needed(act.unneeded, received_at_ms)
      if (refusal !== null) throw new ActRefused(refusal)
      const { directory, changes } = applyEntry(this.directory, entry)
      this.directory = directory
      for (const { kind, id, value } of changes) {
        this.#rows.push({ kind, id, value: value === null ? null : JSON.stringify(value) })
      }
      const line = { ...nothing, received_at_ms, kind: 'directory', type: entry.type, disposition: 'folded' } as const
      this.journal.push({ ...line, payload: canonical(entry) })
      return
    }
    this.#stationAct(act, received_at_ms)
  }

  #needed(machine: string | undefined, now_ms: number): Refusal | null {
    if (machine === undefined) return null
    const { core } = this.#options
    const held = [...this.directory.stations].some(
      ([station, facts]) => facts.machine === machine && core.openSession(this.state(station)) !== null,
    )
    return stillNeeded(this.directory, { machine, held, now_ms })
  }

  #stationAct({ station, action }: Extract<Act, { station: string }>, received_at_ms: number): void {
    const { core } = this.#options
    const entry = { kind: 'action', station, received_at_ms, action } as const
    const folded = core.fold(this.state(station), entry, { directory: this.directory })
    this.states.set(station, folded.state)
    this.journal.push({
      ...{ received_at_ms, kind: 'action', type: action.type, disposition: 'folded', station, epoch: null },
      ...{ boot: null, seq: null, at_ms: folded.at_ms, at_order: folded.at_order, payload: canonical(action) },
    })
    const last = this.journal.length - 1
    for (const effect of folded.effects) this.effects.push({ entry: last, station, effect })
    const { type } = action
    if (type === 'lockout' || type === 'release') this.commands.push({ entry: last, station, op: type })
  }
}

const quarantineKey = (station: string, identity: Identity | null, content_hash: string): string =>
  `${station} ${identity === null ? '-' : `${identity.boot} ${identity.seq}`} ${content_hash}`

function lineOf(sent: Sent, disposition: Disposition, at_ms: number | null, at_order: number): JournalAppend {
  const { station, epoch, received_at_ms, good } = sent
  const { boot, seq, type }: StationMessage = good.message
  return {
    received_at_ms,
    kind: 'up',
    type,
    disposition,
    station,
    epoch,
    boot,
    seq,
    at_ms,
    at_order,
    // Chained, because replay needs it; of a late message nothing is derived.
    batch_last_up_ms: disposition === 'folded' ? good.batch_last_up_ms : null,
    payload: good.payload,
  }
}

function refused(good: GoodMessage, reason: BadMessage['reason'], detail: string): BadMessage {
  const { boot, seq, type } = good.message
  const content_hash = contentHash(type, good.payload)
  const bytes = good.bytes ?? Buffer.from(good.payload)
  return { kind: 'bad', type, reason, detail, identity: { boot, seq }, content_hash, bytes }
}
