/** The charter, its versions, and how a member signed it. */
import * as z from 'zod'

export const CharterView = z.object({
  id: z.string(),
  version: z.int(),
  /** the day it was put in force */
  date: z.string(),
  hash: z.string(),
  text: z.string(),
})
export type CharterView = z.infer<typeof CharterView>
/** Null: the atelier has given no text, and signs on paper. */
export const CurrentCharter = z.object({ current: CharterView.nullable() })
export type CurrentCharter = z.infer<typeof CurrentCharter>

/** A stroke of a finger: x, y, x, y … in thousandths of the field's width. */
const STROKES_MAX = 60
const NUMBERS_PER_STROKE_MAX = 1_200
const Stroke = z.array(z.int().min(0).max(1_000)).min(4).max(NUMBERS_PER_STROKE_MAX)
export const Strokes = z.array(Stroke).min(1).max(STROKES_MAX)
export type Strokes = z.infer<typeof Strokes>

export const SignatureView = z.object({
  charter: z.string().nullable(),
  version: z.int().nullable(),
  hash: z.string().nullable(),
  at: z.string(),
  how: z.enum(['drawn', 'typed', 'ticked']),
  witness: z.string(),
  witness_name: z.string(),
  /** whether the atelier has put another text in force since */
  outdated: z.boolean(),
  name: z.string().nullable(),
  strokes: Strokes.nullable(),
  /** what lies here is what the journal committed to; null where nothing was drawn or typed */
  intact: z.boolean().nullable(),
})
export type SignatureView = z.infer<typeof SignatureView>
export const MemberSignature = z.object({ signature: SignatureView.nullable() })
export type MemberSignature = z.infer<typeof MemberSignature>
