/** The books as one object: what HTTP is handed. */

import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import type { Tell } from '#server/jobs/desk.ts'
import { type CloseOrder, type CloseOutcome, closePeriod } from './close.ts'
import { type AnswerOrder, type AnswerOutcome, answer, type ContestOutcome, contest } from './contest.ts'
import { type CloseContext, closeContext, type OpenMonth, openMonths } from './month.ts'
import { type ConfirmOutcome, confirm, type DeclareOrder, type DeclareOutcome, declare } from './notebook.ts'
import { type OrganisationView, viewOrganisation } from './organisation.ts'
import type { BookedDeclaration, BooksLedger, BooksParts } from './ports.ts'
import type { StatementProof } from './proof.ts'
import { type SettleOrder, type SettleOutcome, settle } from './settle.ts'
import { createSoFar, type SoFar } from './so-far.ts'
import { type MemberMonth, memberMonth, statementOf } from './statements.ts'

export type Books = SoFar & {
  /** an open month, as it stands */
  now(period: string): Promise<OpenMonth>
  context(): Promise<CloseContext>
  settle(order: SettleOrder): Promise<SettleOutcome>
  /** `tell` hears what it is doing */
  close(order: CloseOrder, tell?: Tell): Promise<CloseOutcome>
  contest(order: { item: string; member: string; reason: string }): Promise<ContestOutcome>
  answer(order: AnswerOrder): Promise<AnswerOutcome>
  declare(order: DeclareOrder): Promise<DeclareOutcome>
  confirm(order: { declared: string; confirmed: boolean; by: string }): Promise<ConfirmOutcome>
  /** Sessions of the notebook that wait for this member's word. */
  declaredOf(member: string): Promise<BookedDeclaration[]>
  /** As it was closed, or as it stands. */
  statement(period: string): Promise<PeriodStatement>
  memberMonth(period: string, member: string): Promise<MemberMonth | null>
  organisation(period: string, id: string): Promise<OrganisationView | null>
  proof(closing_n: number, refs: readonly string[]): Promise<StatementProof | null>
  about: BooksLedger['bookedAbout']
}

export const createBooks = (parts: BooksParts): Books => ({
  ...createSoFar(parts),
  now: openMonths(parts),
  context: () => closeContext(parts),
  settle: order => settle(parts, order),
  close: (order, tell) => closePeriod(parts, order, tell),
  contest: order => contest(parts, order),
  answer: order => answer(parts, order),
  declare: order => declare(parts, order),
  confirm: order => confirm(parts, order),
  declaredOf: member => parts.ledger.declaredOf(member),
  statement: period => statementOf(parts.ledger, parts.directory(), period),
  memberMonth: (period, member) => memberMonth(parts, period, member),
  organisation: (period, id) => viewOrganisation(parts, period, id),
  proof: (closing_n, refs) => parts.ledger.statementProof(closing_n, refs),
  about: subject => parts.ledger.bookedAbout(subject),
})
