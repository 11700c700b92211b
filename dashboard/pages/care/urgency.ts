/** Which care comes first. Pure. */
import type { CareTaskView } from '#server/contract/people.ts'

export const partRun = ({ ran_h, every_h }: CareTaskView): number => (every_h === null ? 0 : ran_h / every_h)

const rank = (task: CareTaskView): number => (task.locked ? 0 : task.due ? 1 : task.soon ? 2 : 3)

/** What keeps a machine from its start, what is due, what is soon; then the day, then how far the hours have come. */
export const inOrder = (tasks: readonly CareTaskView[]): CareTaskView[] =>
  [...tasks].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      partRun(b) - partRun(a) ||
      (a.next ?? '9').localeCompare(b.next ?? '9') ||
      a.name.localeCompare(b.name),
  )
