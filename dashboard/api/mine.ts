/** The routes about oneself that only one's own pages use. */
import type { MyAccount, MyNow } from '#server/contract/mine.ts'
import type { MemberBadge } from '#server/contract/people.ts'
import { get, post } from './client.ts'

export const getMyNow = () => get<MyNow>('me/now')
export const getMyAccount = () => get<MyAccount>('me/account')
export const blockMyBadge = (id: string) => post<MemberBadge>(`me/badges/${encodeURIComponent(id)}/block`)
/** A file: the browser fetches it by itself. */
export const MY_DATA = '/api/v1/me/data'
