/** The desk of learning on ports in memory: presses in a list, a replay that takes a tenth off. */
import { applyEntry } from '#server/domain/apply.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Session } from '#server/domain/metering/types.ts'
import type { LessonMark } from '#server/domain/records.ts'
import { createLearning, type LearningPorts } from '#server/learning/desk.ts'

type Parts = {
  ledger: Pick<LearningPorts['ledger'], 'monthInputs' | 'closedStatement' | 'closings'>
  persons: LearningPorts['ledger']['persons']
  sessions: Session[]
  directory: Directory
  curves: LearningPorts['curves']
  now_ms: () => number
}

export function fakeLearning({ ledger, persons, sessions, directory, curves, now_ms }: Parts) {
  const marks: LessonMark[] = []
  return createLearning({
    ledger: {
      monthInputs: question => ledger.monthInputs(question),
      closedStatement: period => ledger.closedStatement(period),
      closings: () => ledger.closings(),
      persons,
      lessonMarks: async () => marks.slice(marks.findLastIndex(mark => mark.begins)),
      addLessonMarks: async (_machine, added) => void marks.push(...added),
      replayed: async (machine, { from_ms, to_ms }) =>
        sessions
          .filter(one => one.machine === machine && one.end_at_ms !== null)
          .filter(one => one.start_at_ms >= from_ms && one.start_at_ms < to_ms)
          .map(session => ({ session, after: { ...session, running_ms: Math.round(session.running_ms * 0.9) } })),
    },
    curves,
    directory: () => directory,
    append: async entry => void Object.assign(directory, applyEntry(directory, entry).directory),
    online: () => true,
    now_ms,
  })
}
