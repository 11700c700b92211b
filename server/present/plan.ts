/** The floor plan as everybody at the board may see it: it tells of machines only. */
import type { PlanView } from '#server/contract/plan.ts'
import type { Directory } from '#server/domain/directory.ts'
import { inUse } from '#server/domain/workshop.ts'

export function presentPlan({ site, machines }: Pick<Directory, 'site' | 'machines'>): PlanView {
  const places = inUse({ machines }).flatMap(({ id, place }) => (place === null ? [] : [[id, place] as const]))
  return { room: site?.room ?? null, places: Object.fromEntries(places), picture: site?.plan_picture ?? null }
}
