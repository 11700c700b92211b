/** The books as one object: what HTTP is handed. */
import type { VatSummary } from '#server/domain/accounting/vat-summary.ts'
import type { Notification } from '#server/domain/mail/bounce.ts'
import type { MailQuery } from '#server/domain/records.ts'
import { type BounceOutcome, bounceByHand, bounceByNotification } from './bounce.ts'
import { csvOf, type FileOutcome, type FileQuestion, fecOf } from './exports.ts'
import {
  type Outbox,
  outbox,
  type RetryOutcome,
  retryMail,
  type SendOrder,
  type SendOutcome,
  sendDocuments,
} from './mail.ts'
import type { BookkeepingParts } from './ports.ts'
import { type DeclareVatOutcome, declareVat, type VatQuestion, vatOf } from './vat.ts'
import { type CloseYearOutcome, closeYear, type YearNow, type YearQuestion, yearNow } from './year.ts'

export type Bookkeeping = {
  fec(question: FileQuestion): Promise<FileOutcome>
  csv(question: FileQuestion): Promise<FileOutcome>
  /** null: there is no such issuer */
  vat(question: VatQuestion): Promise<VatSummary | null>
  declareVat(order: VatQuestion & { by: string }): Promise<DeclareVatOutcome>
  /** null: there is no such issuer */
  year(question: YearQuestion): Promise<YearNow | null>
  closeYear(order: YearQuestion & { by: string }): Promise<CloseYearOutcome>
  send(order: SendOrder): Promise<SendOutcome>
  retryMail(id: number): Promise<RetryOutcome>
  bounceByNotification(told: Notification): Promise<BounceOutcome>
  bounceByHand(id: number, why: string): Promise<BounceOutcome>
  outbox(query: MailQuery): Promise<Outbox>
}

export const createBookkeeping = (parts: BookkeepingParts): Bookkeeping => ({
  fec: question => fecOf(parts, question),
  csv: question => csvOf(parts, question),
  vat: question => vatOf(parts, question),
  declareVat: order => declareVat(parts, order),
  year: question => yearNow(parts, question),
  closeYear: order => closeYear(parts, order),
  send: order => sendDocuments(parts, order),
  retryMail: id => retryMail(parts, id),
  bounceByNotification: told => bounceByNotification(parts, told),
  bounceByHand: (id, why) => bounceByHand(parts, id, why),
  outbox: query => outbox(parts, query),
})
