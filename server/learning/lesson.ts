/** What was pressed and what the meter said meanwhile, brought together: for the page and for the command line. */
import type { Directory, DirectoryEntry, MachineFacts } from '#server/domain/directory.ts'
import { adopted } from '#server/domain/learning/adopt.ts'
import { type Lesson, learn } from '#server/domain/learning/learn.ts'
import type { Learnt, Levels, Reading, TaughtInterval } from '#server/domain/learning/types.ts'
import { profileOf } from '#server/domain/metering/profile.ts'
import type { Profile } from '#server/domain/metering/types.ts'

/** A day at 1 Hz is what a curve gives at most; a lesson is an hour. */
export const LESSON_MS_MAX = 4 * 3_600_000
/** A meter that lags shows the last of what was taught after it was over. */
const AFTER_MS = 5_000
const HOLD_DEFAULT_MS = 3_000

export type CurvePort = {
  curve(
    machine: string,
    range: { from_ms: number; to_ms: number },
    bucket_ms: number,
  ): Promise<{ at_ms: number; current_mA: number | null }[]>
}

export async function readingsOf(
  curves: CurvePort,
  machine: string,
  taught: readonly TaughtInterval[],
): Promise<Reading[]> {
  if (taught.length === 0) return []
  const from_ms = Math.min(...taught.map(one => one.from_ms))
  const to_ms = Math.min(Math.max(...taught.map(one => one.to_ms)) + AFTER_MS, from_ms + LESSON_MS_MAX)
  const points = await curves.curve(machine, { from_ms, to_ms }, 0)
  return points.map(({ at_ms, current_mA }) => ({ at_ms, current_mA }))
}

export function lessonOf(
  directory: Directory,
  machine: MachineFacts,
  readings: readonly Reading[],
  taught: readonly TaughtInterval[],
): Lesson {
  const hold_before_ms = profileOf(directory, machine.id)?.hold_ms ?? HOLD_DEFAULT_MS
  return { readings, taught, hold_before_ms }
}

export const learnLesson = (lesson: Lesson): Learnt | null => (lesson.taught.length === 0 ? null : learn(lesson))

export function adoption(
  directory: Directory,
  machine: MachineFacts,
  levels: Levels,
  lesson: { taught: readonly TaughtInterval[]; agreement: number } | null,
  signed: { by: string; at_ms: number },
): DirectoryEntry {
  const learnt: Profile['learnt'] =
    lesson === null || lesson.taught.length === 0
      ? null
      : {
          machine: machine.id,
          from_at_ms: Math.min(...lesson.taught.map(one => one.from_ms)),
          to_at_ms: Math.max(...lesson.taught.map(one => one.to_ms)),
          agreement: lesson.agreement,
          by: signed.by,
        }
  return {
    type: 'profile-adopted',
    machine: machine.id,
    profile: adopted(directory, machine, levels, learnt),
    from: machine.profile,
    ...signed,
  }
}
