/** The floor plan: places and zones in percent of the room's width and depth, from its top left corner. */
import * as z from 'zod'
import { Slug } from './topics.ts'

const percent = z.number().min(0).max(100)
/** From a cupboard to a factory hall. */
const measure_cm = z.int().min(100).max(50_000)
export const ZONES_MAX = 24

export const Place = z.object({ x: percent, y: percent })
export const Zone = z.object({
  name: z.string().trim().min(1).max(60),
  x: percent,
  y: percent,
  width: percent,
  depth: percent,
})
export const Room = z.object({
  width_cm: measure_cm,
  depth_cm: measure_cm,
  zones: z.array(Zone).max(ZONES_MAX).default([]),
})
/** A plan of the house may show more than the room: it reaches beyond it on all sides. */
const reaching = z.number().min(-900).max(900)
const extent = z.number().min(1).max(1_000)
export const PictureFrame = z.object({ x: reaching, y: reaching, width: extent, depth: extent })
/** `hash`: SHA-256 of what `GET /plan/picture` answers. */
export const PlanPicture = PictureFrame.extend({ hash: z.string() })
/**
 * `room` null: nobody has drawn one. `places`: machine → place; a machine without one waits beside the plan. `picture`: what is drawn
 * behind them.
 */
export const PlanView = z.object({
  room: Room.nullable(),
  places: z.record(Slug, Place),
  picture: PlanPicture.nullable(),
})
export type PictureFrame = z.infer<typeof PictureFrame>
export type PlanPicture = z.infer<typeof PlanPicture>
export type Place = z.infer<typeof Place>
export type Zone = z.infer<typeof Zone>
export type Room = z.infer<typeof Room>
export type PlanView = z.infer<typeof PlanView>
