/** Costs that a treasurer is offered: noted with a pool beside a repair or a care, and neither taken nor declined yet. */
import type { Directory } from '../directory.ts'
import { localDate } from '../time.ts'
import { type CostFacts, costOf } from './facts.ts'

/** A repair or a care that cost something. `id` is the purchase's as well, so that nothing is taken twice. */
export type Work = {
  id: string
  kind: 'repair' | 'care'
  machine: string
  /** the fault's code, or the task's id */
  what: string
  on: string
  by: string
  words: string
  cost: CostFacts
}

export function worksOf(directory: Directory, machine?: string): Work[] {
  const zone = directory.site?.timezone ?? 'UTC'
  const works: Work[] = []
  for (const { id, code, resolved, ...of } of directory.repairs.values()) {
    if (resolved === null) continue
    const { at_ms, by, words, cost } = resolved
    works.push({ id, kind: 'repair', machine: of.machine, what: code, on: localDate(at_ms, zone), by, words, cost })
  }
  for (const { task, done, ...of } of directory.cares.values())
    for (const { id, on, by, note, cost } of done)
      works.push({ id, kind: 'care', machine: of.machine, what: task, on, by, words: note, cost })
  const wanted = machine === undefined ? works : works.filter(work => work.machine === machine)
  return wanted.sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1))
}

export const isOffered = (directory: Directory, { id, cost }: Work): boolean =>
  cost.pool !== null && costOf(cost) > 0 && cost.declined !== true && !directory.purchases.has(id)

export const isTaken = (directory: Directory, { id }: Pick<Work, 'id'>): boolean => directory.purchases.has(id)
