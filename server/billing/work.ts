/** What the worker is asked and answers. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { StatementSheet } from '#server/domain/sharing/sheet.ts'
import type { Surroundings } from './pdf/render.ts'

export type Work =
  | { kind: 'pdf'; document: AccountingDocument; surroundings: Surroundings }
  | { kind: 'xml'; document: AccountingDocument }
  | { kind: 'statement'; sheet: StatementSheet; proof_url: string | null }
export type Question = { id: number; work: Work }
export type Reply = { id: number; bytes: Uint8Array } | { id: number; error: string }
