/** Of the hours a machine could be used in: how many somebody held it, and what kept it from being used: its faults, by their code. */
import type { Range } from '../time.ts'

export type Down = { code: string; from_at_ms: number; to_at_ms: number | null }
export type Availability = {
  open_ms: number
  /** with somebody at it: what lies outside those hours does not count */
  held_ms: number
  /** with any fault at all; two at once count once */
  down_ms: number
  /** in per cent with one decimal; null where it was never open */
  available_percent: number | null
  /** the longest first; two at once count each for itself */
  causes: { code: string; faults: number; down_ms: number }[]
}

export type Told = { faults: readonly Down[]; held: readonly Range[] }

/** `until_ms`: a fault that lasts is counted until then. */
export function availabilityOf({ faults, held }: Told, open: readonly Range[], until_ms: number): Availability {
  const open_ms = sum(open)
  const stretches = faults.map(({ code, from_at_ms, to_at_ms }) => ({
    code,
    lost: within({ from_ms: from_at_ms, to_ms: to_at_ms ?? until_ms }, open),
  }))
  const held_ms = sum(unionOf(held.flatMap(stretch => within(stretch, open))))
  const down_ms = sum(unionOf(stretches.flatMap(({ lost }) => lost)))
  const felt = stretches.filter(({ lost }) => lost.length > 0)
  const causes = [...Map.groupBy(felt, ({ code }) => code)].map(([code, of]) => ({
    code,
    faults: of.length,
    down_ms: sum(unionOf(of.flatMap(({ lost }) => lost))),
  }))
  causes.sort((a, b) => b.down_ms - a.down_ms || (a.code < b.code ? -1 : 1))
  const available_percent = open_ms === 0 ? null : Math.round(((open_ms - down_ms) * 1_000) / open_ms) / 10
  return { open_ms, held_ms, down_ms, available_percent, causes }
}

const sum = (ranges: readonly Range[]): number => ranges.reduce((ms, { from_ms, to_ms }) => ms + to_ms - from_ms, 0)

export const within = (one: Range, open: readonly Range[]): Range[] =>
  open
    .map(({ from_ms, to_ms }) => ({ from_ms: Math.max(from_ms, one.from_ms), to_ms: Math.min(to_ms, one.to_ms) }))
    .filter(({ from_ms, to_ms }) => from_ms < to_ms)

export function unionOf(ranges: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const { from_ms, to_ms } of ranges.toSorted((a, b) => a.from_ms - b.from_ms)) {
    const last = joined.at(-1)
    if (last !== undefined && from_ms <= last.to_ms) last.to_ms = Math.max(last.to_ms, to_ms)
    else joined.push({ from_ms, to_ms })
  }
  return joined
}
