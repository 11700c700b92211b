/** The routes of teaching machines; only their own pages use them. */
import type {
  LearningJudged,
  LearningLesson,
  LearningMachine,
  LessonPhase,
  ProfileLevels,
  ProfileVersion,
  ReplayReport,
} from '#server/contract/learning.ts'
import { get, post, put } from './client.ts'

const of = (id: string): string => `machines/${encodeURIComponent(id)}/learning`

export const getLearning = () => get<{ items: LearningMachine[] }>('learning')
export const getLesson = (id: string) => get<LearningLesson>(of(id))
export const press = (id: string, phase: LessonPhase | null, begins: boolean) =>
  post<LearningLesson>(`${of(id)}/marks`, { phase, begins })
export const judge = (id: string, levels: ProfileLevels) => post<LearningJudged>(`${of(id)}/judge`, levels)
export const adopt = (id: string, levels: ProfileLevels) => post<ProfileVersion>(`${of(id)}/adopt`, levels)
export const setLevels = (id: string, levels: ProfileLevels, why: string) =>
  put<ProfileVersion>(`${of(id)}/levels`, { levels, why })
export const replay = (id: string, range: { from: string; to: string }, levels: ProfileLevels) =>
  post<ReplayReport>(`${of(id)}/replay`, { ...range, levels })
