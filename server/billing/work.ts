/** What the worker is asked and answers. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Surroundings } from './pdf/render.ts'

export type Work =
  | { kind: 'pdf'; document: AccountingDocument; surroundings: Surroundings }
  | { kind: 'xml'; document: AccountingDocument }
export type Question = { id: number; work: Work }
export type Reply = { id: number; bytes: Uint8Array } | { id: number; error: string }
