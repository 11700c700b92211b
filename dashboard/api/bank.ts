/** The routes about money that moves: only their own page uses them. */
import type {
  BalanceDetail,
  BalanceRow,
  BankLineView,
  ConfirmBody,
  CsvColumns,
  MandateBody,
  MandateView,
  PayBody,
  PayerRef,
  ReminderSentView,
  ReminderView,
  RunPlanView,
  RunView,
  StatementReport,
} from '#server/contract/bank.ts'
import { get, post, put, upload } from './client.ts'

const part = encodeURIComponent
type Items<T> = { items: T[] }

export const getAccounts = () => get<Items<BalanceRow>>('accounts')
export const getAccount = ({ kind, id }: PayerRef) => get<Items<BalanceDetail>>(`accounts/${kind}/${part(id)}`)
export const allocate = ({ kind, id }: PayerRef, issuer: string, from: string) =>
  post<unknown>(`accounts/${kind}/${part(id)}/allocate`, { issuer, from })
export const writeOff = ({ kind, id }: PayerRef, issuer: string, item: string) =>
  post<unknown>(`accounts/${kind}/${part(id)}/write-off`, { issuer, item })
export const pay = (body: PayBody) => post<unknown>('payments', body)
export const rejectPayment = (id: string, body: { date: string; reason: string; fee_cents: number | null }) =>
  post<unknown>(`payments/${part(id)}/reject`, body)
export const dispute = (document: string, disputed: boolean, reason: string) =>
  post<unknown>(`documents/${part(document)}/dispute`, { disputed, reason })

export const getLines = (state: BankLineView['state']) => get<Items<BankLineView>>(`bank-lines?state=${state}`)
export const confirmLine = (id: string, body: ConfirmBody = {}) => post<unknown>(`bank-lines/${part(id)}/confirm`, body)
export const setAside = (id: string, why: string | null) => post<unknown>(`bank-lines/${part(id)}/aside`, { why })
export const readStatement = (file: Blob, issuer: string, apply: boolean, columns: CsvColumns | null) =>
  upload<StatementReport>(
    `bank-lines/import?issuer=${part(issuer)}&apply=${apply}${columns === null ? '' : `&columns=${part(JSON.stringify(columns))}`}`,
    file,
  )

export const getPlan = (issuer: string, kind: RunView['kind']) =>
  get<RunPlanView>(`bank-runs/plan?issuer=${part(issuer)}&kind=${kind}`)
export const getRuns = () => get<Items<RunView>>('bank-runs')
export const makeRun = (issuer: string, kind: RunView['kind'], items: string[]) =>
  post<RunView>('bank-runs', { issuer, kind, items })
export const cancelRun = ({ issuer, run }: RunView) => post<unknown>(`bank-runs/${part(run)}/cancel`, { issuer })
export const dropItem = (issuer: string, document: string, reason: string) =>
  post<unknown>('bank-runs/drop', { issuer, document, reason })
export const fileOf = ({ issuer, run }: RunView): string =>
  `/api/v1/exports/sepa?issuer=${part(issuer)}&run=${part(run)}`

export const getReminders = () => get<Items<ReminderView> & { sent: ReminderSentView[] }>('reminders')
export const remind = ({ issuer, payer, step }: ReminderView, way: 'mail' | 'paper') =>
  post<unknown>('reminders', { issuer, payer, step, way })
export const getMandates = () => get<Items<MandateView> & { collectors: string[] }>('mandates')
export const putMandate = (body: MandateBody) => put<unknown>('mandates', body)
