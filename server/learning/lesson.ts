/** What was pressed and what the meter said meanwhile, brought together: for the page and for the command line. */
import type { Directory, MachineFacts } from '#server/domain/directory.ts'
import { adopted, type ProfileEntry } from '#server/domain/learning/adopt.ts'
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

type Signed = { by: string; at_ms: number }

export function adoption(
  directory: Directory,
  machine: MachineFacts,
  levels: Levels,
  lesson: { taught: readonly TaughtInterval[]; agreement: number } | null,
  signed: Signed,
): ProfileEntry {
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
  return entryOf(machine, adopted(directory, machine, levels, learnt), signed)
}

/** The same entry as a lesson's: what a session is metered by does not depend on how somebody came to the figures. */
export function settingByHand(
  directory: Directory,
  machine: MachineFacts,
  levels: Levels,
  why: string | null,
  signed: Signed,
): ProfileEntry {
  const set = { machine: machine.id, ...signed, why }
  return entryOf(machine, { ...adopted(directory, machine, levels, null), set }, signed)
}

const entryOf = (machine: MachineFacts, profile: ProfileEntry['profile'], signed: Signed): ProfileEntry => ({
  ...{ type: 'profile-adopted', machine: machine.id, profile, from: machine.profile },
  ...signed,
})
