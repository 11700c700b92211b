/** Who signs in: the routes of the page about accounts, and of whoever follows an invitation. */
import type { AccountView, InvitationView, Me, Role, UserView } from '#server/contract/api.ts'
import { get, post, put } from './client.ts'

const one = (id: string): string => `users/${encodeURIComponent(id)}`
export type Ties = { role: Role; member: string | null; organisation: string | null }

export const listAccounts = () => get<{ items: AccountView[] }>('users')
export const addAccount = (body: Ties & { name: string; email: string }) =>
  post<{ user: UserView; password: string }>('users', body)
export const changeAccount = (id: string, body: Partial<Ties & { name: string; blocked: boolean }>) =>
  put<UserView>(one(id), body)
export const resetPassword = (id: string) => post<{ user: UserView; password: string }>(`${one(id)}/password`)
export const invite = (id: string) => post<InvitationView>(`${one(id)}/invite`)
export const acceptInvitation = (token: string, password: string) => post<Me>('invitations/accept', { token, password })
