/**
 * What an order took: machine time inside, as it was measured, whoever pays it; steps that others did outside; and the days from
 * the first thing known of it to the day it was handed over.
 */
import { Temporal } from 'temporal-polyfill'
import type { Directory } from '../directory.ts'
import { localDate } from '../time.ts'
import type { OrderFacts, StepFacts } from './facts.ts'

/** The sessions of one order at one machine, added up. */
export type OrderTime = {
  order: string
  machine: string
  sessions: number
  running_ms: number
  session_ms: number
  first_at_ms: number
}
type Inside = { machine: string; kind: string; running_ms: number; session_ms: number; sessions: number }
type Outside = Omit<StepFacts, 'order'> & { days: number }
export type OrderReport = {
  order: string
  name: string
  organisation: string | null
  began: string | null
  delivered: string | null
  /** given up that day */
  withdrawn: string | null
  received: string | null
  purchase_order: string | null
  lead_days: number | null
  running_ms: number
  session_ms: number
  sessions: number
  machines: Inside[]
  outside_days: number
  steps: Outside[]
}

/** Those under way first, each by its first event; what is neither delivered nor given up is counted until `today`. */
export function orderReports(
  directory: Directory,
  time: readonly OrderTime[],
  zone: string,
  today: string,
): OrderReport[] {
  const reports = [...directory.orders.values()].map(order =>
    reportOf(
      directory,
      order,
      time.filter(one => one.order === order.id),
      zone,
      today,
    ),
  )
  const rank = ({ delivered, withdrawn, began, order }: OrderReport): string =>
    `${delivered === null && withdrawn === null ? 0 : 1} ${began ?? '9999'} ${order}`
  return reports.sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

function reportOf(
  directory: Directory,
  order: OrderFacts,
  time: readonly OrderTime[],
  zone: string,
  today: string,
): OrderReport {
  const steps = [...directory.steps.values()].filter(step => step.order === order.id).sort(bySent)
  const { delivered = null, withdrawn = null, received = null, purchase_order = null } = order
  const events = [
    ...(order.received == null ? [] : [order.received]),
    ...time.map(({ first_at_ms }) => localDate(first_at_ms, zone)),
    ...steps.map(({ sent }) => sent),
  ].sort()
  const began = events[0] ?? null
  const machines = time.map(({ machine, running_ms, session_ms, sessions }) => ({
    ...{ machine, kind: directory.machines.get(machine)?.kind ?? machine, running_ms, session_ms, sessions },
  }))
  const sum = (field: 'running_ms' | 'session_ms' | 'sessions'): number =>
    machines.reduce((total, one) => total + one[field], 0)
  return {
    ...{ order: order.id, name: order.name, organisation: order.organisation, began, delivered },
    ...{ withdrawn, received, purchase_order },
    lead_days: began === null ? null : daysBetween(began, delivered ?? withdrawn ?? today),
    ...{ running_ms: sum('running_ms'), session_ms: sum('session_ms'), sessions: sum('sessions') },
    machines: machines.sort((a, b) => (a.machine < b.machine ? -1 : 1)),
    outside_days: outside(steps, today),
    steps: steps.map(({ id, name, partner, sent, back }) => ({
      ...{ id, name, partner, sent, back },
      days: daysBetween(sent, back ?? today),
    })),
  }
}

const bySent = (a: StepFacts, b: StepFacts): number => (`${a.sent} ${a.id}` < `${b.sent} ${b.id}` ? -1 : 1)

/** Calendar days; what is dated after `until` has not taken any yet. */
function daysBetween(from: string, until: string): number {
  return until <= from ? 0 : Temporal.PlainDate.from(from).until(until).days
}

/** Two partners at once do not make two days of one. `steps` by the day they were sent. */
function outside(steps: readonly StepFacts[], today: string): number {
  let days = 0
  let covered = ''
  for (const { sent, back } of steps) {
    const from = sent > covered ? sent : covered
    const until = back ?? today
    days += daysBetween(from, until)
    if (until > covered) covered = until
  }
  return days
}
