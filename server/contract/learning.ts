/** Teaching a machine, over HTTP: what was pressed, what follows from it, and what sessions would have been. */
import * as z from 'zod'
import { Slug } from './topics.ts'

const Moment = z.iso.datetime({ offset: true })
const mA = z.int().min(0).max(1_000_000)
const hold = z.int().min(0).max(3_600_000)

export const LessonPhase = z.enum(['standby', 'idle', 'work'])
export type LessonPhase = z.infer<typeof LessonPhase>

export const ProfileLevels = z
  .object({
    idle_mA: mA,
    run_mA: mA.min(1),
    run_on_mA: mA.min(1),
    run_off_mA: mA,
    min_on_ms: hold,
    hold_ms: hold,
    standby_mA: mA.nullable(),
  })
  .refine(levels => levels.run_mA > levels.idle_mA, { message: 'must be above idle_mA', path: ['run_mA'] })
  .refine(levels => levels.run_off_mA <= levels.run_on_mA, {
    message: 'must not exceed run_on_mA',
    path: ['run_off_mA'],
  })
export type ProfileLevels = z.infer<typeof ProfileLevels>

/** Levels set by figures, beside no lesson. */
export const LevelsByHand = z.object({
  levels: ProfileLevels,
  /** why, for whoever asks later; it stays in the journal and names nobody */
  why: z.string().trim().max(500).default(''),
})

export const ProfileVersion = z.object({
  id: z.string(),
  version: z.int(),
  idle_mA: z.int(),
  run_mA: z.int(),
  run_on_mA: z.int(),
  run_off_mA: z.int(),
  min_on_ms: z.int(),
  hold_ms: z.int(),
  standby_mA: z.int().nullable(),
  /** false: a version that was replaced; sessions metered by it name it */
  present: z.boolean(),
  machines: z.array(Slug),
  learnt: z.object({ machine: Slug, from: Moment, to: Moment, agreement: z.number(), by: z.string() }).nullable(),
  set: z.object({ machine: Slug, at: Moment, by: z.string(), why: z.string().nullable() }).nullable(),
})
export type ProfileVersion = z.infer<typeof ProfileVersion>

export const LearningMachine = z.object({
  id: Slug,
  name: z.string(),
  kind: z.string(),
  station: z.string().nullable(),
  online: z.boolean(),
  profile: ProfileVersion.nullable(),
})
export type LearningMachine = z.infer<typeof LearningMachine>

export const LearningQuality = z.object({
  /** of the time that was taught, the part that is read as it was taught */
  agreement: z.number(),
  misread: z.number(),
  separation: z.number(),
  /** learnt on half of the lesson, the error in the running time of the other half */
  check_error: z.number().nullable(),
  /** by chance alone, what 99 lessons of 100 like this one may be off in running time */
  margin: z.number().nullable(),
  /** stretches like those that were taught until that is 3 %, and how long they take */
  more_stretches: z.int(),
  more_ms: z.int(),
})
export type LearningQuality = z.infer<typeof LearningQuality>

const Found = z.object({
  readings: z.int(),
  step_ms: z.number(),
  standby_ms: z.int(),
  idle_ms: z.int(),
  work_ms: z.int(),
  pauses: z.int(),
  pause_ms_max: z.int(),
})
export const LearningCaution = z.enum([
  'short-work',
  'more-work',
  'standby-not-taught',
  'pauses-in-work',
  'slow-meter',
  'unsure',
])
export const LearningRefusal = z.enum([
  'no-readings',
  'idle-too-short',
  'work-too-short',
  'readings-missing',
  'no-current',
  'saturated',
  'overlap',
])
export const LearningResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('proposal'),
    levels: z.object(ProfileLevels.shape),
    quality: LearningQuality,
    found: Found,
    cautions: z.array(LearningCaution),
  }),
  z.object({
    kind: z.literal('refused'),
    code: LearningRefusal,
    figures: z.record(z.string(), z.number()),
    /** why, in a sentence */
    detail: z.string(),
    found: Found,
  }),
])
export type LearningResult = z.infer<typeof LearningResult>

export const LearningLesson = z.object({
  machine: Slug,
  /** now, by the clock that dates the presses */
  at: Moment,
  profile: ProfileVersion.nullable(),
  marks: z.array(z.object({ at: Moment, phase: LessonPhase.nullable() })),
  /** what goes on now; null: nothing is being taught */
  phase: LessonPhase.nullable(),
  taught: z.array(z.object({ phase: LessonPhase, from: Moment, to: Moment })),
  readings: z.array(z.object({ at: Moment, current_mA: z.number().nullable() })),
  /** null while nothing was taught yet */
  result: LearningResult.nullable(),
})
export type LearningLesson = z.infer<typeof LearningLesson>

export const LearningMark = z.object({
  phase: LessonPhase.nullable(),
  /** a new lesson begins with this press */
  begins: z.boolean().default(false),
})

export const LearningJudged = z.object({
  states: z.array(z.object({ state: z.enum(['idle', 'running']), from: Moment, to: Moment })),
  running_ms: z.int(),
  taught_ms: z.int(),
  quality: LearningQuality.nullable(),
})
export type LearningJudged = z.infer<typeof LearningJudged>

export const ReplayRange = z.object({ from: Moment, to: Moment, levels: ProfileLevels })
export const ReplayReport = z.object({
  machine: Slug,
  from: Moment,
  to: Moment,
  sessions: z.int(),
  /** their journal has expired, or they began otherwise than it tells: left as they are */
  untold: z.int(),
  /** metered by a register in the station: levels change what it counts from now on, not what it counted */
  by_register: z.int(),
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sessions: z.int(),
      running_ms: z.int(),
      running_ms_after: z.int(),
      worked_ms: z.int(),
      worked_ms_after: z.int(),
      /** of the statements of all open months in the range; null: nothing can be computed */
      cents: z.int().nullable(),
      cents_after: z.int().nullable(),
    }),
  ),
  /** closed months are not changed by any replay */
  closed: z.array(z.string()),
})
export type ReplayReport = z.infer<typeof ReplayReport>
