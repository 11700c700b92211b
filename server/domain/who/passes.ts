/** Cards that are lent for a day: a workshop has a few, and each goes from visitor to visitor. Pure. */
import type { BadgeFacts } from '../directory.ts'

/** The day it was lent for has passed: it may be lent, or given for good, from `from_ms` on. Null: from no day that is known. */
export const dayIsOver = ({ pass, valid_until_ms }: BadgeFacts, from_ms: number | null): boolean =>
  pass === 'day' && valid_until_ms !== null && from_ms !== null && valid_until_ms <= from_ms
