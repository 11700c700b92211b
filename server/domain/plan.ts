/** The room the machines stand in, and where: percent of its width and depth from the top left, as one looks at the plan. */
import type { DirectoryEdit } from './who/apply.ts'

export type Place = { x: number; y: number }
export type Zone = { name: string; x: number; y: number; width: number; depth: number }
/** Its measures give the plan its shape; zones are drawn on its floor. */
export type Room = { width_cm: number; depth_cm: number; zones: Zone[] }
/** What hangs behind the machines, and where: percent of the room as zones are, and beyond it where the paper is larger. */
export type PlanPicture = { hash: string; x: number; y: number; width: number; depth: number }
/** Absent in journals from before there was a plan; null: nobody has drawn one, or it was taken back. */
export type MoreOfSitePlan = { room?: Room | null; plan_picture?: PlanPicture | null }

export type PlanEntry =
  | { type: 'room-set'; room: Room | null; by: string }
  /** A null place takes a machine off the plan. */
  | { type: 'places-set'; places: { machine: string; place: Place | null }[]; by: string }

type PlanEdit = DirectoryEdit & { putSite(site: NonNullable<DirectoryEdit['after']['site']>): void }

export function applyPlan(edit: PlanEdit, entry: PlanEntry): void {
  if (entry.type === 'room-set') {
    if (edit.after.site !== null) edit.putSite({ ...edit.after.site, room: entry.room })
    return
  }
  for (const { machine: id, place } of entry.places) {
    const machine = edit.after.machines.get(id)
    if (machine !== undefined) edit.put('machines', id, { ...machine, place })
  }
}
