/** Machines and categories as they are set: the route of that page alone. */
import type { CategorySetting, MachineSetting, WorkshopView } from '#server/contract/workshop.ts'
import { get, put } from './client.ts'

const at = (kind: 'machines' | 'categories', id: string): string => `${kind}/${encodeURIComponent(id)}`

export const getWorkshop = () => get<WorkshopView>('workshop')
export const putMachine = (id: string, setting: MachineSetting) => put<WorkshopView>(at('machines', id), setting)
export const putCategory = (id: string, setting: CategorySetting) => put<WorkshopView>(at('categories', id), setting)
