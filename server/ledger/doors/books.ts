/** Months: what they rest on, what people decided about them, and what was closed. */
import type { Directory } from '#server/domain/directory.ts'
import type { Closing, Month, MonthBasis } from '#server/domain/periods/month.ts'
import type { PeriodStatement } from '#server/domain/sharing/statement.ts'
import type { BookedAbout, Declaration } from '../read/books.ts'
import type { MonthQuestion } from '../read/month.ts'
import { monthMoved } from '../read/moved.ts'
import type { StatementProof } from '../read/proof.ts'
import type * as T from '../types.ts'
import { type BooksGroup, type BooksResult, booksAppender } from '../write/books.ts'
import type { Parts } from './parts.ts'

export function booksDoor({ db, ask, reader, done, write }: Parts) {
  const append = booksAppender(db)
  const moved = monthMoved(db)
  return {
    /** What a month rests on, as of now. */
    monthInputs: (question: MonthQuestion): Promise<Month> => reader.ask('monthInputs', question),
    /** Whether anything that a month rests on has come since it was read. */
    monthMoved: (basis: MonthBasis): Promise<boolean> => done(() => moved(basis)),
    /** The part of a month that nobody has to decide about, added up. */
    plainUse: (question: T.PlainUseQuestion): Promise<T.PlainUse[]> => reader.ask('plainUse', question),
    /** A running month by the rules of this directory; computed in the reader. */
    monthTotals: (period: string, directory: Directory): Promise<T.MonthTotals> =>
      reader.ask('monthTotals', period, directory),
    /** Closed months in the order they were closed. */
    closings: (): Promise<Closing[]> => ask((on, { closings }) => closings(on)),
    closedStatement: (period: string): Promise<PeriodStatement | null> => reader.ask('closedStatement', period),
    /** What ties a closed statement to the journal; null where there is no such entry. */
    statementProof: (closing_n: number, refs: readonly string[]): Promise<StatementProof | null> =>
      reader.ask('statementProof', closing_n, refs),
    bookedAbout: (subject: string): Promise<BookedAbout> => ask((on, { bookedAbout }) => bookedAbout(on, subject)),
    declaredOf: (member: string): Promise<Declaration[]> => ask((on, { declaredOf }) => declaredOf(on, member)),
    firstUseAt: (): Promise<number | null> => ask((on, { firstUseAt }) => firstUseAt(on)),
    booksHead: (): Promise<number> => ask((on, { booksHead }) => booksHead(on)),
    /** One write transaction; nothing is written unless it is `booked`. */
    appendBooks: (group: BooksGroup, received_at_ms: number): Promise<BooksResult> =>
      write(() => append(group, received_at_ms)),
  }
}
