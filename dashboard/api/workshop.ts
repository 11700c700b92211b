/** Machines and categories as they are set: the route of that page alone. */
import type { CategorySetting, MachineSetting, WorkshopView } from '#server/contract/workshop.ts'
import { get, post, put } from './client.ts'

const at = (kind: 'machines' | 'categories', id: string): string => `${kind}/${encodeURIComponent(id)}`

export const getWorkshop = () => get<WorkshopView>('workshop')
export const putMachine = (id: string, setting: MachineSetting) => put<WorkshopView>(at('machines', id), setting)
export const putCategory = (id: string, setting: CategorySetting) => put<WorkshopView>(at('categories', id), setting)
export const retireMachine = (id: string) => post<WorkshopView>(`${at('machines', id)}/retire`)
export const returnMachine = (id: string) => post<WorkshopView>(`${at('machines', id)}/return`)
