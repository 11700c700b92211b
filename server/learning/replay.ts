/** What a profile would have changed in a range: per member, in time and, where months are open, in cents. */
import type { ReplayReport } from '#server/contract/learning.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Levels } from '#server/domain/learning/types.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { Month } from '#server/domain/periods/month.ts'
import { thingOfSession } from '#server/domain/periods/things.ts'
import type { Range, ReplayedSession } from '#server/domain/records.ts'
import { periodOf } from '#server/domain/time.ts'
import { type PreviewReads, previewPeriod } from '../preview.ts'

export type ReplayReads = PreviewReads & {
  replayed(machine: string, range: Range, levels: Levels): Promise<ReplayedSession[]>
  closings(): Promise<{ period: string }[]>
}

type Question = { machine: string; range: Range; levels: Levels }
type Line = ReplayReport['members'][number]

export async function replayReport(
  reads: ReplayReads,
  directory: Directory,
  { machine, range, levels }: Question,
): Promise<ReplayReport> {
  const [replayed, persons, closings] = await Promise.all([
    reads.replayed(machine, range, levels),
    reads.persons(),
    reads.closings(),
  ])
  const zone = directory.site?.timezone ?? 'UTC'
  const closed = new Set(closings.map(one => one.period))
  const touched = [...new Set(replayed.map(({ session }) => periodOf(session.start_at_ms, zone)))].sort()
  const open = touched.filter(period => !closed.has(period))
  const cents = await centsOf(reads, directory, open, changesOf(replayed))
  const names = new Map(persons.map(person => [person.member, person.name]))
  const lines = new Map<string, Line>()
  for (const { session, after } of replayed) {
    const line = lines.get(session.member) ?? emptyLine(session.member, names.get(session.member) ?? session.member)
    lines.set(session.member, withSession(line, session, after ?? session))
  }
  const members = [...lines.values()].map(line => ({ ...line, ...cents?.get(line.id) }))
  return {
    machine,
    from: new Date(range.from_ms).toISOString(),
    to: new Date(range.to_ms).toISOString(),
    sessions: replayed.length,
    untold: replayed.filter(one => one.after === null).length,
    by_register: replayed.filter(one => one.session.grade === 'measured').length,
    members: members.sort((a, b) => a.name.localeCompare(b.name)),
    closed: touched.filter(period => closed.has(period)),
  }
}

const emptyLine = (id: string, name: string): Line => ({
  ...{ id, name, sessions: 0, running_ms: 0, running_ms_after: 0, worked_ms: 0, worked_ms_after: 0 },
  ...{ cents: null, cents_after: null },
})

const withSession = (line: Line, before: Session, after: Session): Line => ({
  ...line,
  sessions: line.sessions + 1,
  running_ms: line.running_ms + before.running_ms,
  running_ms_after: line.running_ms_after + after.running_ms,
  worked_ms: line.worked_ms + before.worked_ms,
  worked_ms_after: line.worked_ms_after + after.worked_ms,
})

const changesOf = (replayed: readonly ReplayedSession[]): Map<string, Session> =>
  new Map(replayed.flatMap(({ after }) => (after === null ? [] : [[after.id, after] as const])))

type Cents = Pick<Line, 'cents' | 'cents_after'>

/** Both statements of every open month, one with the sessions as they are, one with them as they would be. */
async function centsOf(
  reads: PreviewReads,
  directory: Directory,
  periods: readonly string[],
  changed: ReadonlyMap<string, Session>,
): Promise<Map<string, Cents> | null> {
  if (periods.length === 0) return null
  const would: PreviewReads = {
    ...previewReads(reads),
    monthInputs: async q => withChanges(await reads.monthInputs(q), changed),
  }
  const totals = new Map<string, Cents>()
  for (const period of periods) {
    const [before, after] = await Promise.all([
      previewPeriod(reads, directory, period),
      previewPeriod(would, directory, period),
    ])
    for (const { id, total_cents } of before.members) add(totals, id, 'cents', total_cents)
    for (const { id, total_cents } of after.members) add(totals, id, 'cents_after', total_cents)
  }
  return totals
}

/** Methods of the ledger, bound to it: a copy of its own properties would have none. */
const previewReads = (reads: PreviewReads): PreviewReads => ({
  monthInputs: question => reads.monthInputs(question),
  closedStatement: period => reads.closedStatement(period),
  persons: () => reads.persons(),
})

function add(totals: Map<string, Cents>, id: string, key: keyof Cents, cents: number): void {
  const line = totals.get(id) ?? { cents: 0, cents_after: 0 }
  totals.set(id, { ...line, [key]: (line[key] ?? 0) + cents })
}

/** The time after the last current is not told by a replay: it stays what it was. */
function withChanges(month: Month, changed: ReadonlyMap<string, Session>): Month {
  const own = month.own.map(thing => {
    const after = thing.kind === 'session' ? changed.get(thing.ref) : undefined
    return after === undefined ? thing : { ...thingOfSession(after, null), tail_ms: thing.tail_ms }
  })
  return { ...month, own }
}
