/** The floor plan: read over the live feed, written here. */
import type { Place, PlanView, Room } from '#server/contract/plan.ts'
import { put } from './client.ts'

export const putPlaces = (places: Record<string, Place | null>) => put<PlanView>('plan/places', { places })
export const putRoom = (room: Room | null) => put<PlanView>('plan', { room })
