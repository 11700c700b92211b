/** What was metered, and what happened at the machines. What may look at much is asked of the reader. */
import type { Levels } from '#server/domain/learning/types.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { Reading } from '#server/domain/periods/split.ts'
import type { HeldMachine } from '#server/domain/records.ts'
import type { OrderTime } from '#server/domain/sharing/order-report.ts'
import type * as T from '../types.ts'
import type { Parts } from './parts.ts'

export function sessionsDoor({ ask, reader }: Parts) {
  return {
    sessions: (query: T.SessionQuery): Promise<T.Page<Session>> => reader.ask('sessions', query),
    session: (id: string): Promise<Session | null> => ask((on, { session }) => session(on, id)),
    sessionsStarting: (range: T.Range): Promise<Session[]> => reader.ask('sessionsStarting', range),
    evidence: (id: string, limit: number, cursor: string | null): Promise<T.Evidence | null> =>
      reader.ask('evidence', id, limit, cursor),
    stateChanges: (machine: string, range: T.Range): Promise<T.StateChange[]> =>
      reader.ask('stateChanges', machine, range),
    faults: (query: T.FaultQuery): Promise<T.Page<T.FaultRow>> => ask((on, { faults }) => faults(on, query)),
    fault: (id: number): Promise<T.FaultRow | null> => ask((on, { fault }) => fault(on, id)),
    alerts: (query: T.PageQuery): Promise<T.Page<T.AlertRow>> => ask((on, { alerts }) => alerts(on, query)),
    audit: (query: T.PageQuery): Promise<T.Page<T.AuditRow>> => ask((on, { audit }) => audit(on, query)),
    unattributed: (range: T.Range): Promise<T.UnattributedRow[]> => reader.ask('unattributed', range),
    registers: (session: string): Promise<Reading[]> => reader.ask('registers', session),
    orderTime: (): Promise<OrderTime[]> => reader.ask('orderTime'),
    utilisation: (range: T.Range, by: T.UtilisationBy, timezone: string): Promise<T.UtilisationRow[]> =>
      reader.ask('utilisation', range, by, timezone),
    heldMachines: (range: T.Range, now_ms: number): Promise<HeldMachine[]> => reader.ask('heldMachines', range, now_ms),
    /** What telemetry is held against: ended sessions per machine and member category. */
    usage: (range: T.Range): Promise<T.UsageRow[]> => reader.ask('usage', range),
    /** Badges of this member that were refused, newest first. */
    refusals: (member: string, limit: number): Promise<T.RefusalRow[]> =>
      ask((on, { refusals }) => refusals(on, member, limit)),
    unknownCards: (limit: number): Promise<T.UnknownCardRow[]> =>
      ask((on, { unknownCards }) => unknownCards(on, limit)),
    head: (): Promise<T.Head> => ask((on, { head }) => head(on)),
    counts: (): Promise<T.Counts> => reader.ask('counts'),
    /** A machine's sessions folded again with other levels; nothing is written. */
    replayed: (machine: string, range: T.Range, levels: Levels): Promise<T.ReplayedSession[]> =>
      reader.ask('replayed', machine, range, levels),
    addLessonMarks: (machine: string, marks: readonly T.LessonMark[]): Promise<void> =>
      ask((on, { addLessonMarks }) => addLessonMarks(on, machine, marks)),
    lessonMarks: (machine: string): Promise<T.LessonMark[]> => ask((on, { lessonMarks }) => lessonMarks(on, machine)),
    appendAudit: (row: Omit<T.AuditRow, 'id'>): Promise<void> => ask((on, { appendAudit }) => appendAudit(on, row)),
  }
}
