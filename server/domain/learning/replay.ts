/**
 * What sessions would have been with other levels: the same entries folded twice, as they were and with a candidate profile
 * for one machine. Nothing is written; a person looks at the difference before anybody adopts anything.
 */
import { applyEntry } from '../apply.ts'
import { type Directory, emptyDirectory } from '../directory.ts'
import { isStationEntry, type JournalEntry } from '../journal.ts'
import { foldEntry, type StationEntry } from '../metering/journalled.ts'
import { initialState, openSession, type StationState } from '../metering/station.ts'
import type { Effect, Profile, Session } from '../metering/types.ts'
import type { Levels } from './types.ts'

/** As no profile of a journal is called: slugs have no tilde. */
const CANDIDATE = '~candidate'

export type Replayed = { id: string; before: Session | null; after: Session | null }

type World = { directory: Directory; states: Map<string, StationState>; sessions: Map<string, Session> }
const newWorld = (): World => ({ directory: emptyDirectory(), states: new Map(), sessions: new Map() })

export class Replay {
  readonly #machine: string
  readonly #levels: Levels
  /** as it is in the journal; the candidate's directory is derived from it */
  #directory: Directory = emptyDirectory()
  readonly #before = newWorld()
  readonly #after = newWorld()

  constructor(machine: string, levels: Levels) {
    this.#machine = machine
    this.#levels = levels
  }

  /** In the journal's order; a station's own from the beginning of a boot. */
  take(entry: JournalEntry): void {
    if (entry.kind === 'directory') {
      this.#directory = applyEntry(this.#directory, entry.entry).directory
      this.#before.directory = this.#directory
      this.#after.directory = withCandidate(this.#directory, this.#machine, this.#levels)
      return
    }
    if (!isStationEntry(entry) || (entry.kind === 'up' && entry.disposition === 'late')) return
    for (const world of [this.#before, this.#after]) foldInto(world, entry)
  }

  /** Every session either way knows of, an open one as far as it has come. */
  sessions(): Replayed[] {
    const ids = new Set([...this.#before.sessions.keys(), ...this.#after.sessions.keys()])
    return [...ids].map(id => ({
      id,
      before: this.#before.sessions.get(id) ?? null,
      after: this.#after.sessions.get(id) ?? null,
    }))
  }
}

function foldInto(world: World, entry: StationEntry): void {
  const before = world.states.get(entry.station) ?? initialState(entry.station, '')
  const { state, effects } = foldEntry(before, entry, { directory: world.directory })
  world.states.set(entry.station, state)
  for (const session of sessionsOf(effects)) world.sessions.set(session.id, session)
  const open = openSession(state)
  if (open !== null) world.sessions.set(open.id, open)
}

const sessionsOf = (effects: readonly Effect[]): Session[] =>
  effects.flatMap(effect => (effect.kind === 'session-ended' ? [effect.session] : []))

/** Timeouts are the workshop's rules, and stay those of each moment. */
function withCandidate(directory: Directory, machine: string, levels: Levels): Directory {
  const facts = directory.machines.get(machine)
  const present = facts && directory.profiles.get(facts.profile)
  if (facts === undefined || present === undefined) return directory
  const candidate: Profile = { ...present, ...levels, id: CANDIDATE, version: 1 }
  return {
    ...directory,
    machines: new Map(directory.machines).set(machine, { ...facts, profile: CANDIDATE }),
    profiles: new Map(directory.profiles).set(CANDIDATE, candidate),
  }
}
