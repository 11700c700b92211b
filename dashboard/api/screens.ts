/** Wall screens: a token each, of the role that sees machines and nobody. */
import type { ApiTokenView } from '#server/contract/api.ts'
import { get, post, remove } from './client.ts'
import type { Page } from './pages.ts'

export async function getScreens(): Promise<ApiTokenView[]> {
  const { items } = await get<Page<ApiTokenView>>('tokens', { limit: 200 })
  return items.filter(({ role }) => role === 'kiosk')
}
export const makeScreen = (name: string) => post<{ token: string }>('tokens', { name, role: 'kiosk' })
export const dropScreen = (id: string) => remove(`tokens/${encodeURIComponent(id)}`)
