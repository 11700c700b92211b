/** What an animateur's day begins with: at most five things, the most pressing first. Pure. */
import type { AlertView, FaultView, MachineView } from '#server/contract/api.ts'
import type { CareTaskView, ExpiringView, UnknownCard } from '#server/contract/people.ts'
import { stands } from '../../live/standing.ts'

export type Task =
  | { kind: 'card'; key: string; card: UnknownCard }
  | { kind: 'fault'; key: string; machine: MachineView; fault: FaultView }
  | { kind: 'care'; key: string; task: CareTaskView }
  | { kind: 'expiring'; key: string; one: ExpiringView }
  | { kind: 'settle'; key: string; month: string; count: number }

export type Found = {
  machines: Iterable<MachineView>
  cards: readonly UnknownCard[]
  care: readonly CareTaskView[]
  expiring: readonly ExpiringView[]
  /** items that wait, by month, the oldest month first */
  settle: readonly { month: string; count: number }[]
  now_ms: number
}

export const TASKS_MAX = 5
/** Whoever tried a card yesterday may still be waiting for somebody to ask. */
const CARD_MS = 24 * 3_600_000

export function tasksOf({ machines, cards, care, expiring, settle, now_ms }: Found): Task[] {
  const faults = [...machines].flatMap(machine =>
    machine.faults
      .filter(fault => stands(fault) && fault.acknowledged === null)
      .map((fault): Task => ({ kind: 'fault', key: `fault ${fault.id}`, machine, fault })),
  )
  return [
    ...cards
      .filter(card => now_ms - Date.parse(card.at) < CARD_MS)
      .map((card): Task => ({ kind: 'card', key: `card ${card.id}`, card })),
    ...faults,
    ...care
      .filter(({ due }) => due)
      .map((task): Task => ({ kind: 'care', key: `care ${task.machine} ${task.task}`, task })),
    ...expiring.map((one): Task => ({ kind: 'expiring', key: `expiring ${one.member} ${one.qualification}`, one })),
    ...settle
      .filter(({ count }) => count > 0)
      .map(({ month, count }): Task => ({ kind: 'settle', key: `settle ${month}`, month, count })),
  ]
}

/** The latest alert of a card nobody holds; 0: none yet. */
export const newestCard = (alerts: readonly AlertView[]): number =>
  Math.max(0, ...alerts.filter(({ code }) => code === 'unknown-badge').map(({ id }) => id))

/** What was tried and refused, once it waits no more: somebody else was quicker. Null while it still does, and its row says why. */
export const overtaken = <Tried extends { key: string }>(
  tried: Tried | null,
  waiting: readonly Task[],
): Tried | null => (tried === null || waiting.some(({ key }) => key === tried.key) ? null : tried)
