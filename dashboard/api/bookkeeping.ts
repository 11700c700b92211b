/** The routes about the books, VAT, years and the outbox that the dashboard uses, by name. */
import type { OutboxView, VatView, YearView } from '#server/contract/bookkeeping.ts'
import { get, post } from './client.ts'
import { work } from './jobs.ts'

const part = encodeURIComponent

export const getVat = (month: string, issuer: string) => get<VatView>(`vat/${month}`, { issuer })
export const declareVat = (month: string, issuer: string) => post<VatView>(`vat/${month}/declare`, { issuer })
export const getYearBooks = (year: string, issuer: string) => get<YearView>(`years/${year}/books`, { issuer })
export const closeYear = (year: string, issuer: string, keep_advances: boolean) =>
  post<unknown>(`years/${year}/close`, { issuer, keep_advances })
export const getOutbox = () => get<OutboxView>('mails', { limit: 50 })
/** Those a document went out with. */
export const getMailsOf = (attached: string) => get<OutboxView>('mails', { attached, limit: 50 })
export const bounceMail = (id: number, reason: string) => post<unknown>(`mails/${id}/bounce`, { reason })
/** Goes on by itself; what became of it is found under the works. */
export const sendMails = (period: string, issuer: string) => work('mails', { period, issuer })
export const retryMail = (id: number) => post<unknown>(`mails/${id}/retry`)
/** A download: the browser asks for it itself, with its cookie. */
export const booksFile = (kind: 'fec' | 'csv', issuer: string, span: string): string =>
  `/api/v1/exports/${kind}?issuer=${part(issuer)}&span=${part(span)}`
