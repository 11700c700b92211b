/**
 * The plan's arithmetic, pure. A place is a percentage of the room left over by the tag itself: 0 is flush with the left wall, 100
 * with the right one, so that no tag ever hangs out of the room, whatever the screen.
 */
import type { Place, Room, Zone } from '#server/contract/plan.ts'
import { UNMEASURED } from '#server/contract/plan-shape.ts'

export type Box = { left: number; top: number; width: number; height: number }
export type Point = { x: number; y: number }

/** Null: it waits beside the plan. A machine may be called `constructor`. */
export const placeOf = (places: Readonly<Record<string, Place | null>>, id: string): Place | null =>
  Object.hasOwn(places, id) ? (places[id] ?? null) : null

const TAG_MIN = 9
const TAG_MAX = 24

export const shapeOf = (room: Room | null): Pick<Room, 'width_cm' | 'depth_cm'> => room ?? UNMEASURED

/** So wide is a tag, in percent of the plan: as many as there are would fit side by side with room to walk between. */
export function tagWidth(count: number, { width_cm, depth_cm }: Pick<Room, 'width_cm' | 'depth_cm'>): number {
  const abreast = Math.sqrt(Math.max(1, count) * (width_cm / depth_cm))
  return Math.min(TAG_MAX, Math.max(TAG_MIN, Math.round(86 / abreast)))
}

const within = (value: number): number => Math.min(100, Math.max(0, Math.round(value)))

/** Where a tag stands whose top left corner was dragged to `corner`. */
export function placeAt(corner: Point, tag: Pick<Box, 'width' | 'height'>, plan: Box): Place {
  const share = (at: number, from: number, free: number) => (free <= 0 ? 0 : within(((at - from) / free) * 100))
  return {
    x: share(corner.x, plan.left, plan.width - tag.width),
    y: share(corner.y, plan.top, plan.height - tag.height),
  }
}

export const holds = (plan: Box, { x, y }: Point): boolean =>
  x >= plan.left && x <= plan.left + plan.width && y >= plan.top && y <= plan.top + plan.height

const STEP = 1
const STRIDE = 10
const WAYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** One arrow key: a step, a stride with Shift. Null: the key moves nothing. */
export function stepped(place: Place, key: string, stride: boolean): Place | null {
  const way = WAYS[key]
  if (way === undefined) return null
  const by = stride ? STRIDE : STEP
  return { x: within(place.x + way.x * by), y: within(place.y + way.y * by) }
}

/** A zone ends at the wall, wherever it begins. */
export const zoneWithin = (zone: Zone): Zone => ({
  ...zone,
  width: Math.min(zone.width, 100 - zone.x),
  depth: Math.min(zone.depth, 100 - zone.y),
})

export const samePlace = (a: Place | null, b: Place | null): boolean => a?.x === b?.x && a?.y === b?.y
