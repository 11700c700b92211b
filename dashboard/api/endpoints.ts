/** The routes of contract §4 that the dashboard uses, by name. */
import type {
  Evidence,
  FaultView,
  MachineView,
  Me,
  MyMonth,
  PowerCurve,
  SessionSummary,
  Timeline,
} from '#server/contract/api.ts'
import type { Span } from '../time/zone.ts'
import { get, post } from './client.ts'
import { all, type Page } from './pages.ts'

const range = ({ from_ms, to_ms }: Span) => ({
  from: new Date(from_ms).toISOString(),
  to: new Date(to_ms).toISOString(),
})
const part = encodeURIComponent

export const login = (email: string, password: string) => post<Me>('login', { email, password })
export const logout = () => post<unknown>('logout')
export const getMe = () => get<Me>('me')
export const getMyMonth = (period: string) => get<MyMonth>('me/month', { period })
export const getMySessions = (span: Span, cursor: string | null) =>
  get<Page<SessionSummary>>('me/sessions', { ...range(span), limit: 20, cursor })

export const getMachine = (id: string) => get<MachineView>(`machines/${part(id)}`)
/** `bucket_ms` 0: single samples; undefined: as fine as a screen can show. */
export const getPower = (id: string, span: Span, bucket_ms?: number) =>
  get<PowerCurve>(`machines/${part(id)}/power`, { ...range(span), bucket_ms })
export const getTimeline = (id: string, span: Span) => get<Timeline>(`machines/${part(id)}/timeline`, range(span))
export const lockOut = (id: string, why: string) => post<unknown>(`machines/${part(id)}/lockout`, { why })
export const reportMachine = (id: string, what: string) => post<unknown>(`machines/${part(id)}/report`, { what })
export const release = (id: string) => post<unknown>(`machines/${part(id)}/release`)

export const acknowledgeFault = (id: number) => post<FaultView>(`faults/${id}/acknowledge`)

export const getRecentSessions = (limit: number) => get<Page<SessionSummary>>('sessions', { limit })
export const getEvidence = (session: string, cursor: string | null) =>
  get<Evidence>(`sessions/${part(session)}/evidence`, { limit: 50, cursor })
export const getMembers = () => all<{ id: string; name: string }>('members')

/** Every session that starts in the span, page by page. */
export const getSessions = (span: Span, machine?: string): Promise<SessionSummary[]> =>
  all('sessions', { ...range(span), machine })
