/** Care of one machine, from its facts and what the fold has counted; and what repairs and care have cost. */
import type { WorkView } from '#server/contract/care.ts'
import type { CareTaskView } from '#server/contract/people.ts'
import { seesPeople, type Viewer } from '#server/contract/visibility.ts'
import { careOf, lastNoted } from '#server/domain/care/due.ts'
import type { CostFacts } from '#server/domain/care/facts.ts'
import { isOffered, isTaken, type Work } from '#server/domain/care/offers.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Said } from '#server/domain/refusals.ts'
import type { Names } from '#server/present/words.ts'
import { todayOf } from './members.ts'
import type { Core } from './ports.ts'
import { HttpProblem } from './problem.ts'

const HOUR_MS = 3_600_000
/** Tenths of an hour: finer is noise to whoever holds the oil can. */
const TENTHS = 10

type Reader = { viewer: Viewer; names: Names; now_ms: number }

export function presentCare(machine: string, core: Core, { viewer, names, now_ms }: Reader): CareTaskView[] {
  const now = core.machines().find(row => row.machine === machine)
  const named = seesPeople(viewer, 'board')
  return careOf(core.directory(), machine, now?.view.wear_ms, todayOf(core, now_ms)).map(state => ({
    ...{ machine, task: state.id, name: state.name, due: state.due, soon: state.soon, locked: state.locked },
    every_h: state.every_h ?? null,
    ran_h: Math.floor((state.ran_ms / HOUR_MS) * TENTHS) / TENTHS,
    every_months: state.every_months ?? null,
    last: state.last_on,
    last_by: state.last === null || !named ? null : (names.get(state.last.by) ?? state.last.by),
    noted: lastNoted(core.directory(), machine, state.id)?.id ?? null,
    next: state.next_on,
  }))
}

/** Who was quicker is told by name, which the domain does not know. Any other failure is as it was. */
export function byName(failure: unknown, names: Names): unknown {
  const told = failure instanceof Error && 'said' in failure ? (failure.said as Said) : null
  if (told?.code !== 'care-noted-meanwhile') return failure
  const by = String(told.params.name)
  return new HttpProblem(409, told.code, { ...told.params, name: names.get(by) ?? by })
}

export function presentWork(work: Work, directory: Directory, { viewer, names }: Omit<Reader, 'now_ms'>): WorkView {
  const { id, kind, machine, what, on, words, cost } = work
  const task = directory.machines.get(machine)?.care?.find(one => one.id === what)
  return {
    ...{ id, kind, machine, what, on, words },
    name: kind === 'care' ? (task?.name ?? what) : what,
    cause: directory.repairs.get(id)?.resolved?.cause ?? null,
    ...(seesPeople(viewer, 'board') ? { by: names.get(work.by) ?? work.by } : {}),
    ...(seesPeople(viewer, 'books') ? presentCost(work, cost, directory) : {}),
  }
}

function presentCost(work: Work, { parts_cents, labour_cents, pool, declined }: CostFacts, directory: Directory) {
  const told = isTaken(directory, work) ? 'taken' : declined === true ? 'declined' : 'none'
  const offer: WorkView['offer'] = isOffered(directory, work) ? 'waits' : told
  return { parts_cents, labour_cents, pool, offer }
}
