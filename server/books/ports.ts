/** What the books need of the outside. The ledger implements `BooksLedger`; `main.ts` and the command line hand it over. */
import type { Directory } from '#server/domain/directory.ts'
import type { MachineState, Session } from '#server/domain/metering/types.ts'
import type { BooksEntry, DeclaredSession } from '#server/domain/periods/entries.ts'
import type { Closing, Contest, Decided, Month, MonthBasis } from '#server/domain/periods/month.ts'
import type { Reading } from '#server/domain/periods/split.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'

import type { StatementProof } from './proof.ts'

export type MonthQuestion = {
  period: string
  zone: string
  from_ms: number
  to_ms: number
  /** as of this entry; null: now */
  head_n: number | null
}
export type BooksGroup = {
  entries: readonly BooksEntry[]
  /** last entry of the books the decision rests on */
  books_n: number
  /** for a closing: nothing that its statement rests on has changed since this head, and no rule since `directory_n` */
  inputs: { head_n: number; directory_n: number; before_ms: number } | null
}
export type BooksResult = { kind: 'booked'; n: number } | { kind: 'books-moved' } | { kind: 'inputs-moved' }
export type BookedDeclaration = { session: DeclaredSession; period: string; by: string; reason: string; at_ms: number }

export interface BooksLedger {
  monthInputs(question: MonthQuestion): Promise<Month>
  /** whether anything it rests on has come since it was read */
  monthMoved(basis: MonthBasis): Promise<boolean>
  closings(): Promise<Closing[]>
  firstUseAt(): Promise<number | null>
  /** last journal entry of the books; 0 before the first */
  booksHead(): Promise<number>
  closedStatement(period: string): Promise<PeriodStatement | null>
  /** Everything people said about one thing, oldest first. */
  bookedAbout(subject: string): Promise<{
    decisions: (Decided & { period: string })[]
    contests: Contest[]
    declaration: (BookedDeclaration & { confirmed: boolean | null }) | null
  }>
  /** Sessions of the notebook that wait for this member's word, oldest first. */
  declaredOf(member: string): Promise<BookedDeclaration[]>
  statementProof(closing_n: number, refs: readonly string[]): Promise<StatementProof | null>
  session(id: string): Promise<Session | null>
  stateChanges(
    machine: string,
    range: { from_ms: number; to_ms: number },
  ): Promise<{ at_ms: number; state: MachineState }[]>
  /** What the station's registers stood at, from just before the badge to the end; none of what is no session, or expired. */
  registers(session: string): Promise<Reading[]>
  appendBooks(group: BooksGroup, received_at_ms: number): Promise<BooksResult>
}

export type BooksParts = {
  ledger: BooksLedger
  directory(): Directory
  /** journal entry up to which `directory` has read the rules */
  directory_n(): number
  /** Those of this moment with what is counted so far. */
  openSessions(): Session[]
  now_ms(): number
}

/** How often somebody else may be quicker before it is told. */
export const TRIES_MAX = 5

export const zoneOf = (directory: Directory): string => directory.site?.timezone ?? 'UTC'
