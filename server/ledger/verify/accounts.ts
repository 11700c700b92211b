/**
 * Holds the accounts against the journal: every row is what its entry makes of it, every document the one whose hash was
 * chained, its figures those of the entry, the numbers of each series unbroken, and each counter where its series ends.
 */

import type { Statement } from 'better-sqlite3'
import { documentProblems } from '#server/domain/accounting/check.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { AccountsEntry, IssuedEntry } from '#server/domain/accounting/entries.ts'
import { figuresOf, SERIES_GENESIS, seriesChain } from '#server/domain/accounting/issued.ts'
import { rowsOfAccounts } from '#server/domain/accounting/rows.ts'
import { canonical } from '#server/domain/canonical.ts'
import { payloadHash } from '../chain.ts'
import type { Connection } from '../connection.ts'
import type { JournalLine } from '../journal-line.ts'
import { logoHash } from '../write/logos.ts'
import type { Problems } from './problems.ts'
import { compare, type Row, Rows } from './rows.ts'

type DocumentRow = Row & { salt: Buffer; hash: Buffer; body: string }
type Counter = { issuer: string; series: string; sequence: number; issue_date: string; series_chain: string }

export class AccountsReplay {
  readonly #db: Connection
  readonly #problems: Problems
  readonly #rows: Rows
  readonly #documents: Rows
  readonly #counters = new Map<string, Counter>()
  /** by hash, what is wrong with it */
  readonly #logos = new Map<string, string | null>()
  readonly #logo_of: Statement<[string], Buffer>

  constructor(db: Connection, problems: Problems) {
    this.#db = db
    this.#problems = problems
    this.#logo_of = db.prepare<[string], Buffer>('SELECT body FROM logo WHERE hash = ?').pluck()
    this.#rows = new Rows({
      table: 'account',
      rows: db.prepare<[], Row>('SELECT n, i, type, issuer, subject, value FROM account ORDER BY n, i').iterate(),
      key: row => `${row.type} ${row.subject}`,
      n: row => row.n as number,
      problems,
    })
    this.#documents = new Rows({
      table: 'document',
      rows: db.prepare<[], Row>('SELECT * FROM document ORDER BY n').iterate(),
      key: row => `${row.number}`,
      n: row => row.n as number,
      problems,
    })
  }

  expect({ n }: JournalLine, entry: AccountsEntry): void {
    try {
      for (const [i, row] of rowsOfAccounts(entry).entries())
        this.#rows.expect(n, { i, ...row, value: canonical(row.value) })
      if (entry.type === 'issued') this.#issued(n, entry)
    } catch (error) {
      this.#problems.add(`journal ${n}: the accounts cannot be read: ${error instanceof Error ? error.message : error}`)
    }
  }

  finish(): void {
    this.#rows.finish()
    this.#documents.finish()
    this.#compareCounters()
  }

  #issued(n: number, entry: IssuedEntry): void {
    const { issuer, series, sequence, number, draft, period, payer, document_hash } = entry
    this.#inSeries(n, entry)
    const where = { payer_kind: payer.kind, payer_id: payer.id }
    const row = this.#documents.expect(n, { number, issuer, series, sequence, draft, period, ...where })
    if (row === null) return
    const { salt, hash, body } = row as DocumentRow
    if (hash.toString('hex') !== document_hash)
      this.#problems.add(`document ${number}: its hash is not the one in the journal`)
    if (payloadHash(salt, body).toString('hex') !== document_hash) {
      this.#problems.add(`document ${number}: it is not the one that was issued`)
      return
    }
    for (const wrong of documentProblems(JSON.parse(body) as AccountingDocument))
      this.#problems.add(`document ${number}: ${wrong}`)
    this.#logo(JSON.parse(body) as AccountingDocument)
    compare(
      `journal ${n}, issuing of ${number}`,
      { ...entry },
      figuresOf(JSON.parse(body) as AccountingDocument),
      this.#problems,
    )
  }

  #inSeries(
    n: number,
    { issuer, series, sequence, number, issue_date, document_hash, series_chain }: IssuedEntry,
  ): void {
    const key = `${issuer}/${series}`
    const last = this.#counters.get(key)
    if (last !== undefined && sequence !== last.sequence + 1)
      this.#problems.add(`journal ${n}: ${number} does not follow number ${last.sequence} of series ${series}`)
    if (last !== undefined && issue_date < last.issue_date)
      this.#problems.add(`journal ${n}: ${number} is dated before the one it follows`)
    if (seriesChain(last?.series_chain ?? SERIES_GENESIS, number, document_hash) !== series_chain)
      this.#problems.add(`journal ${n}: the chain of series ${series} is broken at ${number}`)
    this.#counters.set(key, { issuer, series, sequence, issue_date, series_chain })
  }

  /** What it is printed with is what it was issued with. */
  #logo({ number, logo }: AccountingDocument): void {
    if (logo == null) return
    let sound = this.#logos.get(logo)
    if (sound === undefined) {
      const body = this.#logo_of.get(logo)
      sound = body === undefined ? 'is missing' : logoHash(body) === logo ? null : 'is not the one it was issued with'
      this.#logos.set(logo, sound)
    }
    if (sound !== null) this.#problems.add(`document ${number}: its logo ${sound}`)
  }

  #compareCounters(): void {
    const kept = this.#db.prepare<[], Row>(
      'SELECT issuer, series, sequence, issue_date, lower(hex(series_chain)) AS series_chain FROM document_counter',
    )
    const left = new Map(this.#counters)
    for (const row of kept.all()) {
      const key = `${row.issuer}/${row.series}`
      const expected = left.get(key)
      left.delete(key)
      if (expected === undefined) this.#problems.add(`document_counter ${key}: nothing in the journal makes this row`)
      else compare(`document_counter ${key}`, row, expected, this.#problems)
    }
    for (const key of left.keys())
      this.#problems.add(`document_counter ${key}: the journal makes this row, but it is missing`)
  }
}
