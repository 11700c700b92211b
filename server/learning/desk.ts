/** Teaching machines, for the page and the command line: what was pressed, what follows, adopting it, and what it would change. */
import type {
  LearningJudged,
  LearningLesson,
  LearningMachine,
  ProfileVersion,
  ReplayReport,
} from '#server/contract/learning.ts'
import type { Directory, DirectoryEntry, MachineFacts } from '#server/domain/directory.ts'
import { judgeLevels } from '#server/domain/learning/judge.ts'
import { intervalsOf } from '#server/domain/learning/marks.ts'
import type { Levels, Mark, Phase, TaughtInterval } from '#server/domain/learning/types.ts'
import { profileByRef, profileOf, profileRef } from '#server/domain/metering/profile.ts'
import type { Profile } from '#server/domain/metering/types.ts'
import type { LessonMark, Range } from '#server/domain/records.ts'
import { inUse } from '#server/domain/workshop.ts'
import { adoption, type CurvePort, LESSON_MS_MAX, learnLesson, lessonOf, readingsOf, settingByHand } from './lesson.ts'
import { type ReplayReads, replayReport } from './replay.ts'
import { whyRefused } from './sentences.ts'

export type LearningPorts = {
  ledger: ReplayReads & {
    lessonMarks(machine: string): Promise<LessonMark[]>
    /** all of them or none */
    addLessonMarks(machine: string, marks: readonly LessonMark[]): Promise<void>
  }
  curves: CurvePort
  directory(): Directory
  /** resolves after its commit */
  append(entry: DirectoryEntry): Promise<void>
  online(station: string): boolean
  now_ms(): number
}
export type Learning = ReturnType<typeof createLearning>

export function createLearning(ports: LearningPorts) {
  const { ledger, curves } = ports
  const taughtOf = async (machine: string) => {
    const marks = await ledger.lessonMarks(machine)
    return { marks, taught: intervalsOf(marks, endOf(marks, ports.now_ms())) }
  }
  const put = async (machine: MachineFacts, entry: DirectoryEntry): Promise<ProfileVersion> => {
    await ports.append(entry)
    const profile = profileOf(ports.directory(), machine.id)
    if (profile === undefined) throw new Error(`${machine.id} has no profile after one was adopted`)
    return versionOf(profile, ports.directory())
  }
  return {
    machines: (): LearningMachine[] => machinesOf(ports),
    profiles: (): ProfileVersion[] => profilesOf(ports.directory()),

    mark: (machine: string, phase: Phase | null, begins: boolean, by: string): Promise<void> =>
      ledger.addLessonMarks(machine, [{ at_ms: ports.now_ms(), phase, begins, by }]),

    /** A whole lesson that was taught elsewhere than on the page. */
    record: (machine: string, marks: readonly Mark[], by: string): Promise<void> =>
      ledger.addLessonMarks(
        machine,
        marks.map((mark, index) => ({ ...mark, begins: index === 0, by })),
      ),

    /** `given`: intervals from elsewhere than the presses on record. */
    async lesson(machine: MachineFacts, given?: TaughtInterval[]): Promise<LearningLesson> {
      const now_ms = ports.now_ms()
      const { marks, taught } = given === undefined ? await taughtOf(machine.id) : { marks: [], taught: given }
      const readings = await readingsOf(curves, machine.id, taught)
      const learnt = learnLesson(lessonOf(ports.directory(), machine, readings, taught))
      const profile = profileOf(ports.directory(), machine.id)
      return {
        machine: machine.id,
        at: iso(now_ms),
        profile: profile === undefined ? null : versionOf(profile, ports.directory()),
        marks: marks.map(({ at_ms, phase }) => ({ at: iso(at_ms), phase })),
        phase: now_ms < endOf(marks, now_ms + 1) ? (marks.at(-1)?.phase ?? null) : null,
        taught: taught.map(({ phase, from_ms, to_ms }) => ({ phase, from: iso(from_ms), to: iso(to_ms) })),
        readings: readings.map(({ at_ms, current_mA }) => ({ at: iso(at_ms), current_mA })),
        result: learnt?.kind === 'refused' ? { ...learnt, detail: whyRefused(learnt.code, learnt.figures) } : learnt,
      }
    },

    async judge(machine: MachineFacts, levels: Levels, given?: TaughtInterval[]): Promise<LearningJudged> {
      const taught = given ?? (await taughtOf(machine.id)).taught
      const judged = judgeLevels(levels, await readingsOf(curves, machine.id, taught), taught)
      return {
        ...judged,
        states: judged.states.map(({ state, from_ms, to_ms }) => ({ state, from: iso(from_ms), to: iso(to_ms) })),
      }
    },

    async adopt(machine: MachineFacts, levels: Levels, by: string, given?: TaughtInterval[]): Promise<ProfileVersion> {
      const taught = given ?? (await taughtOf(machine.id)).taught
      const readings = await readingsOf(curves, machine.id, taught)
      const agreement = judgeLevels(levels, readings, taught).quality?.agreement ?? null
      const lesson = agreement === null ? null : { taught, agreement }
      return put(machine, adoption(ports.directory(), machine, levels, lesson, { by, at_ms: ports.now_ms() }))
    },

    /** By figures, whatever was taught before: no lesson stands behind them. */
    set: (machine: MachineFacts, levels: Levels, why: string | null, by: string): Promise<ProfileVersion> =>
      put(machine, settingByHand(ports.directory(), machine, levels, why, { by, at_ms: ports.now_ms() })),

    replay: (machine: string, range: Range, levels: Levels): Promise<ReplayReport> =>
      replayReport(ledger, ports.directory(), { machine, range, levels }),
  }
}

const iso = (at_ms: number): string => new Date(at_ms).toISOString()

/** Nobody teaches for hours: a phase that was begun and forgotten does not go on for ever. */
const endOf = (marks: readonly LessonMark[], now_ms: number): number =>
  Math.min(now_ms, (marks[0]?.at_ms ?? now_ms) + LESSON_MS_MAX)

function machinesOf({ directory, online }: LearningPorts): LearningMachine[] {
  const now = directory()
  const stations = new Map([...now.stations.values()].map(one => [one.machine, one.id]))
  return inUse(now).flatMap(({ id, name, kind, sensor }) => {
    if (sensor === 'none') return []
    const station = stations.get(id) ?? null
    const profile = profileOf(now, id)
    return {
      ...{ id, name, kind, station, online: station !== null && online(station) },
      profile: profile === undefined ? null : versionOf(profile, now),
    }
  })
}

function profilesOf(directory: Directory): ProfileVersion[] {
  const all = [...directory.former_profiles.values(), ...directory.profiles.values()]
  return all
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : b.version - a.version))
    .map(profile => versionOf(profile, directory))
}

export function versionOf(profile: Profile, directory: Directory): ProfileVersion {
  const { id, version, idle_mA, run_mA, run_on_mA, run_off_mA, min_on_ms, hold_ms, learnt, set } = profile
  const present = profileByRef(directory, profileRef(profile)) === directory.profiles.get(id)
  const machines = [...directory.machines.values()].filter(one => present && one.profile === id).map(one => one.id)
  return {
    ...{ id, version, idle_mA, run_mA, run_on_mA, run_off_mA, min_on_ms, hold_ms, present, machines },
    standby_mA: profile.standby_mA ?? null,
    learnt:
      learnt == null
        ? null
        : { ...{ machine: learnt.machine, agreement: learnt.agreement, by: learnt.by }, ...datesOf(learnt) },
    set: set == null ? null : { machine: set.machine, at: iso(set.at_ms), by: set.by, why: set.why },
  }
}

const datesOf = ({ from_at_ms, to_at_ms }: { from_at_ms: number; to_at_ms: number }) => ({
  from: iso(from_at_ms),
  to: iso(to_at_ms),
})
