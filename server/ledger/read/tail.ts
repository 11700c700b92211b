/** State rows, each as of an entry of its own, and the entries some of them miss → every state as of the last entry. Pure. */
import { applyEntry } from '#server/domain/apply.ts'
import type { Directory } from '#server/domain/directory.ts'
import { isStationEntry } from '#server/domain/journal.ts'
import { LedgerError } from '../errors.ts'
import { type EntryLine, entryOf } from '../journal-line.ts'
import type { Loaded, StateRow } from '../types.ts'
import type { ReplayCore } from '../verify/verify.ts'

export type TailLine = EntryLine & { n: number }
export type StateLine = StateRow & { n: number }

/** `directory`: as of the entry before the tail. */
export function foldTail<State>(
  core: ReplayCore<State>,
  rows: ReadonlyMap<string, StateLine>,
  tail: Iterable<TailLine>,
  directory: Directory,
): Pick<Loaded, 'states' | 'unwritten'> {
  const folded = new Map<string, State>()
  const unwritten = new Map<string, number>()
  let present = directory
  for (const line of tail) {
    const row = line.station === null ? undefined : rows.get(line.station)
    if (row !== undefined && row.n >= line.n) continue
    const entry = entryOf(line)
    if (entry === null) throw new LedgerError('not-a-database', `journal ${line.n}: this is no ${line.kind} entry`)
    if (entry.kind === 'directory') present = applyEntry(present, entry.entry).directory
    if (!isStationEntry(entry) || (entry.kind === 'up' && entry.disposition === 'late')) continue
    const { station } = entry
    const before =
      folded.get(station) ?? (row === undefined ? core.initialState(station) : (JSON.parse(row.state) as State))
    folded.set(station, core.fold(before, entry, { directory: present }).state)
    if (!unwritten.has(station)) unwritten.set(station, line.n)
  }
  const states = new Map([...rows].map(([station, { state }]) => [station, state]))
  for (const [station, state] of folded) states.set(station, JSON.stringify(state))
  return { states, unwritten }
}
