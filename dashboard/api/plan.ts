/** The floor plan: read over the live feed, written here. */
import type { PictureFrame, Place, PlanView, Room } from '#server/contract/plan.ts'
import { bearer, put, remove, upload } from './client.ts'

export const putPlaces = (places: Record<string, Place | null>) => put<PlanView>('plan/places', { places })
export const putRoom = (room: Room | null) => put<PlanView>('plan', { room })

export const putPicture = (picture: Blob) => upload<PlanView>('plan/picture', picture)
export const movePicture = (frame: PictureFrame) => put<PlanView>('plan/picture', frame)
export const dropPicture = () => remove('plan/picture') as Promise<PlanView>

/** By its hash it has an address of its own, which the browser keeps. A wall screen says its token, which an `img` cannot. */
export async function getPicture(hash: string): Promise<Blob> {
  const { token } = bearer()
  const headers: HeadersInit = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const answer = await fetch(`/api/v1/plan/picture?of=${hash}`, { credentials: 'same-origin', headers })
  if (!answer.ok) throw new Error(`the picture: ${answer.status}`)
  return answer.blob()
}
