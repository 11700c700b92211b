/** The routes about faults, care and what they cost, by name. */
import type { FaultView } from '#server/contract/api.ts'
import type { MachineHistory, TeachersView, TeamView, WorkView } from '#server/contract/care.ts'
import type { CareTaskView } from '#server/contract/people.ts'
import { get, post } from './client.ts'
import type { Page } from './pages.ts'

const part = encodeURIComponent
type Items<T> = { items: T[] }
export type Cost = { parts_cents: number; labour_cents: number; pool: string | null }

export const careOf = (machine: string) => get<Items<CareTaskView>>('care', { machine })
/** What somebody else noted since it was read stands, and is told. */
export const careWasDone = ({ machine, task, noted }: CareTaskView, body: { note: string; on: string } & Cost) =>
  post<Items<CareTaskView>>(`machines/${part(machine)}/care`, { task, seen: noted, ...body })
export const historyOf = (machine: string) => get<MachineHistory>(`machines/${part(machine)}/history`)
export const openFaults = () => get<Page<FaultView>>('faults', { open: 'true', limit: 200 })

export const team = () => get<Items<TeamView>>('team')
export const assignFault = (id: number, to: string | null) => post<FaultView>(`faults/${id}/assign`, { to })
export const repaired = (id: number, body: { resolution: string; cause: string } & Cost) =>
  post<FaultView>(`faults/${id}/resolve`, body)

export const offeredWorks = () => get<Page<WorkView>>('works', { offered: 'true', limit: 200 })
export const takeCost = (id: string, body: object) => post<unknown>(`works/${part(id)}/take`, body)
export const declineCost = (id: string) => post<unknown>(`works/${part(id)}/decline`)
export const poolNames = () => get<Items<{ id: string; name: string }>>('works/pools')

export const teachersOf = (machine: string) => get<TeachersView>(`machines/${part(machine)}/teachers`)
export const teach = (qualification: string, teaches: boolean) =>
  post<unknown>('me/teaching', { qualification, teaches })
