/**
 * Holds the books against the journal: every row is what its entry makes of it, and every closed month still comes to what it
 * was closed at, computed again from sessions, decisions and the rules of that day.
 */
import { canonical } from '#server/domain/canonical.ts'
import type { Directory } from '#server/domain/directory.ts'
import { computeMonth, EDITION } from '#server/domain/periods/close.ts'
import type { BooksEntry, ClosedEntry } from '#server/domain/periods/entries.ts'
import { hashOf } from '#server/domain/periods/pack.ts'
import { rowsOfBooks, statementOf } from '#server/domain/periods/rows.ts'
import { periodRange } from '#server/domain/time.ts'
import type { Connection } from '../connection.ts'
import type { JournalLine } from '../journal-line.ts'
import { monthInputsNow } from '../read/month.ts'
import type { Problems } from './problems.ts'
import { type Row, Rows } from './rows.ts'

export class BooksReplay {
  readonly #db: Connection
  readonly #problems: Problems
  readonly #rows: Rows

  constructor(db: Connection, problems: Problems) {
    this.#db = db
    this.#problems = problems
    this.#rows = new Rows({
      table: 'book',
      rows: db.prepare<[], Row>('SELECT n, i, type, period, subject, value FROM book ORDER BY n, i').iterate(),
      key: row => `${row.type} ${row.period === row.subject ? row.period : `${row.period}/${row.subject}`}`,
      n: row => row.n as number,
      problems,
    })
  }

  /** `directory`: the rules as they stood at this entry. */
  expect(line: JournalLine, entry: BooksEntry, directory: Directory): void {
    const { n, received_at_ms } = line
    try {
      for (const [i, row] of rowsOfBooks(entry, n, received_at_ms).entries())
        this.#rows.expect(n, { i, ...row, value: canonical(row.value) })
      if (entry.type === 'closed') this.#closed(n, entry, directory)
    } catch (error) {
      this.#problems.add(`journal ${n}: the books cannot be read: ${error instanceof Error ? error.message : error}`)
    }
  }

  finish(): void {
    this.#rows.finish()
  }

  #closed(n: number, entry: ClosedEntry, directory: Directory): void {
    const { period } = entry
    const where = `journal ${n}, closing of ${period}`
    if (hashOf(statementOf(entry)) !== entry.statement_hash)
      this.#problems.add(`${where}: the statement is not the one that was hashed`)
    if (entry.edition !== EDITION) return
    const zone = directory.site?.timezone ?? 'UTC'
    const question = { period, zone, ...periodRange(period, zone), head_n: entry.computed_n }
    const computed = computeMonth(monthInputsNow(this.#db, question), directory)
    if (hashOf(computed.uses) !== entry.uses_hash)
      this.#problems.add(`${where}: what was shared is not what sessions and decisions make it`)
    if (hashOf(computed.statement) !== entry.statement_hash)
      this.#problems.add(`${where}: the statement is not what sessions, decisions and rules make it`)
  }
}
