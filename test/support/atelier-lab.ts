/** An atelier of docs/ateliers, imported into a real ledger; its month comes in as messages through the real ingest. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { closePeriod } from '#server/books/close.ts'
import { type MonthNow, monthNow } from '#server/books/month.ts'
import type { BooksParts } from '#server/books/ports.ts'
import { settle } from '#server/books/settle.ts'
import { visitors } from '#server/cli/demo/people.ts'
import { importAtelier } from '#server/cli/import-atelier.ts'
import type { AtelierFile } from '#server/contract/atelier.ts'
import type { Verdict } from '#server/contract/downlink.ts'
import type { Directory, DirectoryEntry } from '#server/domain/directory.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import { instantOf, localWeekday, periodRange } from '#server/domain/time.ts'
import { badgeHmac } from '#server/ingest/atelier/badge-hmac.ts'
import { domainCore } from '#server/ingest/domain-core.ts'
import { createIngest, type Ingest } from '#server/ingest/ingest.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { temporaryDirectory } from './ledger-lab.ts'

const ATELIERS = join(import.meta.dirname, '../../docs/ateliers')
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
const SAMPLE_MS = 10_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** What running draws on top, in the file's own currents, costs this much energy in these messages. */
const RUNNING_W = 360

export type Work = {
  member: string
  machine: string
  /** local time: `2026-10-06T10:00` */
  at: string
  minutes?: number
  order?: string
  /** minutes the machine goes on by itself after the badge-out */
  after?: number
  /** badged, and walked away for longer than the machine waits: it never ran, and nobody badged out */
  still?: boolean
  /** so many ms after the power-up the machine stands, for so long, and then works on */
  pause?: { from_ms: number; ms: number }
  /** in the middle of it */
  fault?: { code: string; minutes: number }
}

export class AtelierLab {
  readonly ledger: Ledger
  readonly ingest: Ingest
  readonly clock: { now_ms(): number }
  readonly #path: string
  readonly #file: AtelierFile
  readonly #badge_key: string
  readonly #verdicts: Verdict[]
  readonly #time: { now_ms: number }
  readonly #boots = new Map<string, number>()

  private constructor(
    parts: { ledger: Ledger; ingest: Ingest; path: string; file: AtelierFile; badge_key: string },
    said: { verdicts: Verdict[]; time: { now_ms: number } },
  ) {
    this.ledger = parts.ledger
    this.ingest = parts.ingest
    this.#path = parts.path
    this.#file = parts.file
    this.#badge_key = parts.badge_key
    this.#verdicts = said.verdicts
    this.#time = said.time
    this.clock = { now_ms: () => said.time.now_ms }
  }

  /** Every machine has a station of its own name. `text`: an atelier of the test's own instead of one of docs/ateliers. */
  static async open(slug: string, text?: string): Promise<AtelierLab> {
    const path = temporaryDirectory()
    const ledger = await openLedger({ file: join(path, 'navette.sqlite') })
    const { file } = await importAtelier(ledger, text ?? readFileSync(join(ATELIERS, `${slug}.json`), 'utf8'))
    for (const { id } of file.machines) await ledger.addStation(id, id)
    const time = { now_ms: Date.UTC(2026, 8, 1) }
    const verdicts: Verdict[] = []
    const ingest = createIngest({
      ...{ core: domainCore, ledger, log: SILENT, clock: { now_ms: () => time.now_ms } },
      announcer: { announce: () => undefined },
      downlink: { send: down => void (down.type === 'verdict' && verdicts.push(down.payload)) },
    })
    await ingest.start()
    const badge_key = (await ledger.settings())?.badge_key ?? ''
    return new AtelierLab({ ledger, ingest, path, file, badge_key }, { verdicts, time })
  }

  async close(): Promise<void> {
    const path = await this.leave()
    rmSync(path, { recursive: true, force: true })
  }

  /** Closes the ledger and leaves its directory to the caller: a data directory that `serve` can open. */
  async leave(): Promise<string> {
    await this.ingest.stop()
    await this.ledger.close()
    return this.#path
  }

  get directory(): Directory {
    return this.ingest.directory()
  }

  get file(): AtelierFile {
    return this.#file
  }

  get parts(): BooksParts {
    const openSessions = () => this.ingest.machines().flatMap(({ session }) => (session === null ? [] : [session]))
    const rules = { directory: () => this.directory, directory_n: () => this.ingest.head() }
    return { ledger: this.ledger, ...rules, openSessions, now_ms: this.clock.now_ms }
  }

  at(local: string): number {
    return instantOf(local.slice(0, 10), 0, local.slice(11) || '00:00', this.#file.timezone)
  }

  /** Moves the server's clock: a month closes only once it is over. */
  now(local: string): void {
    this.#time.now_ms = this.at(local)
  }

  act(entry: DirectoryEntry): Promise<void> {
    return this.ingest.act({ entry })
  }

  /** One badge-in, the machine at work for most of it, one badge-out. What the station was answered to the first badge. */
  async work(work: Work): Promise<Verdict | undefined> {
    const { machine, minutes = 10, after = 0, still = false, order, fault, pause } = work
    const { sensor, profile } = this.#machine(machine)
    const { idle_mA, run_mA } = this.#profile(profile)
    const badge = badgeHmac(this.#badge_key, this.#uid(work.member))
    const start_ms = this.at(work.at)
    const out_ms = minutes * MINUTE_MS
    const station = this.#station(machine, start_ms)
    const meter = sensor === 'none' ? null : sensor
    this.#verdicts.length = 0
    await station.say('hello', 0, {
      ...{ fw: '1', model: 'lab', reader: true, meter: meter ?? 'none', relay: true, list_version: null },
      sample_ms: SAMPLE_MS,
    })
    const stood_ms = (until_ms: number): number =>
      pause === undefined ? 0 : Math.min(pause.ms, Math.max(0, until_ms - pause.from_ms))
    const stands = (up_ms: number): boolean => stood_ms(up_ms) > 0 && stood_ms(up_ms) < (pause?.ms ?? 0)
    const sample = (up_ms: number, running: boolean) => {
      const until_ms = Math.min(up_ms, out_ms + after * MINUTE_MS)
      const running_ms = still ? 0 : Math.max(0, until_ms - MINUTE_MS) - stood_ms(until_ms)
      const measured = {
        current_mA: running ? run_mA : idle_mA,
        running_ms,
        energy_Wh: (running_ms * RUNNING_W) / 3_600_000,
      }
      return station.say('sample', up_ms, { relay: true, ...(meter === null ? { current_mA: null } : measured) })
    }
    await sample(1_000, false)
    await station.say('badge', 2_000, { badge, ...(order !== undefined && { order }) })
    const verdict = this.#verdicts.at(-1)
    if (verdict?.verdict !== 'granted') return verdict
    const told: Promise<void>[] = []
    const end_ms = out_ms + after * MINUTE_MS
    for (let up_ms = SAMPLE_MS; up_ms < end_ms + 3 * MINUTE_MS; up_ms += SAMPLE_MS) {
      if (fault !== undefined && up_ms === out_ms / 2)
        told.push(station.say('fault', up_ms + 1, { code: fault.code, active: true }))
      if (fault !== undefined && up_ms === out_ms / 2 + fault.minutes * MINUTE_MS)
        told.push(station.say('fault', up_ms + 1, { code: fault.code, active: false }))
      if (up_ms === out_ms && !still) told.push(station.say('badge', up_ms + 500, { badge }))
      told.push(sample(up_ms + 1_000, !still && !stands(up_ms + 1_000) && up_ms > MINUTE_MS && up_ms < end_ms))
    }
    await Promise.all(told)
    return verdict
  }

  /** A card nobody was given, shown at a reader. */
  async show(machine: string, at: string, badge: string): Promise<Verdict | undefined> {
    const station = this.#station(machine, this.at(at))
    this.#verdicts.length = 0
    await station.say('hello', 0, {
      ...{ fw: '1', model: 'lab', reader: true, meter: 'current', relay: true, list_version: null },
      sample_ms: SAMPLE_MS,
    })
    await station.say('badge', 1_000, { badge })
    return this.#verdicts.at(-1)
  }

  /** A month as these people would live it: whoever may use a machine does so, in turn, one of them on each working day. */
  async live(period: string): Promise<void> {
    const { from_ms } = periodRange(period, this.#file.timezone)
    const people = visitors(this.#file, this.directory, from_ms + DAY_MS)
    for (const [i, { id: machine }] of this.#file.machines.entries()) {
      const able = people.filter(({ offline_listed, machines }) => offline_listed && machines.includes(machine))
      for (const [turn, { id: member }] of [...able, ...able].slice(0, 8).entries()) {
        const day = this.#workingDay(period, turn)
        const at = `${day}T${String(10 + (i % 4)).padStart(2, '0')}:00`
        await this.work({ member, machine, at, minutes: 5 + ((i + turn) % 5) })
      }
    }
  }

  month(period: string): Promise<MonthNow> {
    return monthNow(this.parts, period)
  }

  /** Settled as proposed, closed by the treasurer. */
  async settleAndClose(period: string): Promise<PeriodStatement> {
    const { to_ms } = periodRange(period, this.#file.timezone)
    this.#time.now_ms = Math.max(this.#time.now_ms, to_ms + DAY_MS)
    const by = 'tresor'
    const settled = await settle(this.parts, { period, by, reason: 'comme proposé', wish: null, items: null })
    if (settled.kind !== 'settled' || settled.left.length > 0) throw new Error(JSON.stringify(settled))
    const closed = await closePeriod(this.parts, { period, by, statement_hash: null })
    if (closed.kind !== 'closed') throw new Error(JSON.stringify(closed))
    return closed.statement
  }

  #workingDay(period: string, turn: number): string {
    const days = Array.from({ length: 28 }, (_, i) => `${period}-${String(i + 1).padStart(2, '0')}`)
    const working = days.filter(day => localWeekday(this.at(`${day}T12:00`), this.#file.timezone) <= 5)
    return working[turn % working.length] ?? ''
  }

  #machine(id: string) {
    const machine = this.directory.machines.get(id)
    if (machine === undefined) throw new Error(`no machine ${id}`)
    return machine
  }

  #profile(id: string) {
    const profile = this.directory.profiles.get(id)
    if (profile === undefined) throw new Error(`no profile ${id}`)
    return profile
  }

  #uid(member: string): string {
    const [badge] = this.#file.members.find(({ id }) => id === member)?.badges ?? []
    if (badge === undefined) throw new Error(`${member} has no badge`)
    return typeof badge === 'string' ? badge : badge.uid
  }

  /** A boot of the station, whose messages arrive the moment they are said. */
  #station(machine: string, start_ms: number) {
    const boot = (this.#boots.get(machine) ?? 0) + 1
    this.#boots.set(machine, boot)
    let seq = 0
    return {
      say: (type: string, up_ms: number, body: object): Promise<void> => {
        this.#time.now_ms = start_ms + up_ms
        const payload = Buffer.from(JSON.stringify({ boot, seq: seq++, up_ms, at_ms: start_ms + up_ms, ...body }))
        const uplink = { principal: machine, station: machine, type, qos: 1 as const, payload }
        return new Promise((resolve, reject) =>
          this.ingest.accept(uplink, error => (error === undefined ? resolve() : reject(error))),
        )
      },
    }
  }
}
