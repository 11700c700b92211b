/**
 * When a machine was in use: whole days, because taking one out of use and bringing it back are told by the day. And what keeps it in use: nobody
 * is taken by surprise, neither who is at it nor who has booked it.
 */
import type { Directory, MachineFacts } from './directory.ts'
import { instantOf, type Range } from './time.ts'
import type { Refusal } from './who/refusal.ts'

/** Null: it may go out of use. `held`: a session is open there. */
export function stillNeeded(
  { reservations, events }: Pick<Directory, 'reservations' | 'events'>,
  { machine, held, now_ms }: { machine: string; held: boolean; now_ms: number },
): Refusal | null {
  if (held) return { kind: 'conflict', code: 'machine-in-use', params: { id: machine } }
  const booked = [...reservations.values()].filter(one => one.machine === machine && one.until_ms > now_ms)
  const planned = [...events.values()].filter(one => one.machines.includes(machine) && one.until_ms > now_ms)
  const count = booked.length + planned.length
  return count === 0 ? null : { kind: 'conflict', code: 'machine-booked-ahead', params: { id: machine, count } }
}

/** What bringing it back says of it: that it is in use, and since when it had not been. */
export function broughtBack(
  { retired, out_of_use = [] }: Pick<MachineFacts, 'retired' | 'out_of_use'>,
  today: string,
): Pick<MachineFacts, 'retired' | 'out_of_use'> {
  // Brought back on the day it was taken out, it was never away
  if (retired == null || retired >= today) return { retired: null }
  return { retired: null, out_of_use: [...out_of_use, { from: retired, to: today }] }
}

/** The day it was taken out of use counts, and the day it was brought back does: on both, somebody could use it. */
export function inUseStretches({ retired, out_of_use = [] }: MachineFacts, zone: string): Range[] {
  const midnight = (date: string, days: number) => instantOf(date, days, '00:00', zone)
  const stretches: Range[] = []
  let from_ms = Number.NEGATIVE_INFINITY
  for (const { from, to } of out_of_use) {
    stretches.push({ from_ms, to_ms: midnight(from, 1) })
    from_ms = midnight(to, 0)
  }
  const until_ms = retired == null ? Number.POSITIVE_INFINITY : midnight(retired, 1)
  return [...stretches, { from_ms, to_ms: until_ms }]
}
