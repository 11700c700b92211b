/** The routes about the charter and its signatures. */
import type { CurrentCharter, MemberSignature, Strokes } from '#server/contract/charter.ts'
import { get, post, put } from './client.ts'

const part = encodeURIComponent

export const getCharter = () => get<CurrentCharter>('charter')
export const putCharter = (text: string) => put<CurrentCharter>('charter', { text })
export const getSignature = (member: string) => get<MemberSignature>(`members/${part(member)}/charter`)
export const signCharter = (member: string, body: { charter: string; name?: string; strokes?: Strokes }) =>
  post<MemberSignature>(`members/${part(member)}/charter`, body)
