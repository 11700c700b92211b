/** Arithmetic on what was measured: whole numbers, field by field, so that no part is lost and none counted twice. */
import type { Measures } from './entries.ts'

export const NOTHING: Measures = {
  session_ms: 0,
  running_ms: 0,
  worked_ms: 0,
  idle_ms: 0,
  fault_ms: 0,
  energy_Wh: 0,
}

const FIELDS = Object.keys(NOTHING) as (keyof Measures)[]

function each(make: (field: keyof Measures) => number): Measures {
  const result = { ...NOTHING }
  for (const field of FIELDS) result[field] = make(field)
  return result
}

export const minus = (a: Measures, b: Measures): Measures => each(field => a[field] - b[field])
/** `-0` is not a number of JSON (RFC 8785). */
export const negated = (a: Measures): Measures => each(field => (a[field] === 0 ? 0 : -a[field]))
/** Never more than there is, never less than nothing. */
export const within = (part: Measures, whole: Measures): Measures =>
  each(field => Math.min(Math.max(0, part[field]), whole[field]))
export const isNothing = (a: Measures): boolean => FIELDS.every(field => a[field] === 0)
export const measuresOf = (from: Measures): Measures => each(field => from[field])
