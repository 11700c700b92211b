/** The routes about months that only their own pages use. */

import type * as z from 'zod'
import type { PoolView } from '#server/contract/api.ts'
import type {
  Bearer,
  ContestView,
  DeclaredView,
  PeriodView,
  Proof,
  Settled,
  SettleItem,
  StatementView,
} from '#server/contract/books.ts'
import type { JobView } from '#server/contract/jobs.ts'
import { get, post } from './client.ts'
import { work } from './jobs.ts'
import { all, type Page } from './pages.ts'

const part = encodeURIComponent

export type Wish =
  | { kind: 'keep' }
  | { kind: 'waive' }
  | { kind: 'assign'; member: string }
  | { kind: 'pool'; pool: string }
  | { kind: 'split'; at: string; bearers: [Bearer, Bearer] }
  | { kind: 'as-counted' }

export const getPeriods = () => get<Page<PeriodView>>('periods')
export const getPeriod = (month: string) => get<PeriodView>(`periods/${month}`)
export const getPools = () => all<z.infer<typeof PoolView>>('pools')

/** All of it: what is decided in bulk is seen whole. In the order of the month, which is how it is remembered. */
export const getQueue = async (month: string) =>
  (await all<SettleItem>(`periods/${month}/settle`)).sort((a, b) => Date.parse(a.from) - Date.parse(b.from))

/** What somebody else decided since the items were read stands, and is told. */
export const settle = (month: string, items: readonly SettleItem[], decision: Wish | null, reason: string) =>
  post<Settled>(`periods/${month}/settle`, {
    ...{ items: items.map(({ id }) => id), reason, seen: newestOf(items) },
    ...(decision === null ? {} : { decision }),
  })
const newestOf = (items: readonly SettleItem[]): string | null =>
  items
    .flatMap(({ decided }) => decided?.decided ?? [])
    .toSorted()
    .at(-1) ?? null
export const closeMonth = (month: string, statement_hash: string, told: (job: JobView) => void) =>
  work(`periods/${month}/close`, { statement_hash }, told)
export const answerContest = (month: string, n: number, accepted: boolean, decision: Wish | null, reason: string) =>
  post<ContestView>(`periods/${month}/contests/${n}/answer`, {
    ...{ accepted, reason },
    ...(decision === null ? {} : { decision }),
  })

export const getStatement = (month: string, member: string) =>
  get<StatementView>(`periods/${month}/statements/${part(member)}`)
export const statementPdf = (month: string, member: string) => `/api/v1/periods/${month}/statements/${part(member)}/pdf`
export const getProof = (month: string, member: string) =>
  get<Proof>(`periods/${month}/statements/${part(member)}/proof`)
export const contest = (session: string, reason: string) =>
  post<unknown>(`me/sessions/${part(session)}/contest`, { reason })
export const getDeclared = () => get<Page<DeclaredView>>('me/declared')
export const confirmDeclared = (id: string, confirmed: boolean) =>
  post<unknown>(`me/declared/${part(id)}/confirm`, { confirmed })
