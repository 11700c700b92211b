/**
 * Issues documents in one write transaction: takes the next number of each series from its counter, has the document finished
 * with it, and writes journal, document and counter together. All of them or none; so no number is skipped or used twice,
 * whenever the machine stops.
 */
import { randomBytes } from 'node:crypto'
import { figuresOf, SERIES_GENESIS, seriesChain } from '#server/domain/accounting/issued.ts'
import type { IssueGroup, IssueResult } from '#server/domain/accounting/stored.ts'
import { canonical } from '#server/domain/canonical.ts'
import { payloadHash, SALT_BYTES } from '../chain.ts'
import type { Connection } from '../connection.ts'
import { ACCOUNTS_HEAD, accountsWriter } from './accounts.ts'

type Counter = { sequence: number; issue_date: string; series_chain: string }

export function issuer(db: Connection): (group: IssueGroup, received_at_ms: number) => IssueResult {
  const write = accountsWriter(db)
  const counters = counterStore(db)
  const moved = db
    .prepare<[number], 0 | 1>(
      `SELECT EXISTS (SELECT 1 FROM journal WHERE kind <> 'up' AND station IS NULL AND kind = 'directory' AND n > ?)`,
    )
    .pluck()
  const accounts_n = db.prepare<[], number>(ACCOUNTS_HEAD).pluck()
  const before = db.prepare<[string], string>('SELECT number FROM document WHERE draft = ?').pluck()
  const insert = db.prepare(
    `INSERT INTO document (number, n, issuer, series, sequence, draft, period, payer_kind, payer_id, salt, hash, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  const keep = db.prepare('INSERT INTO logo (hash, body) VALUES (?, ?) ON CONFLICT DO NOTHING')

  const work = db.transaction((group: IssueGroup, received_at_ms: number): IssueResult => {
    const { issue_date, by, drafts } = group
    const repeated = drafts.flatMap(({ draft }) => {
      const number = before.get(draft)
      return number === undefined ? [] : [{ draft, number }]
    })
    if (repeated.length > 0) return { kind: 'issued-before', documents: repeated }
    if (moved.get(group.directory_n) === 1) return { kind: 'inputs-moved' }
    if (group.accounts_n !== null && accounts_n.get() !== group.accounts_n) return { kind: 'inputs-moved' }
    for (const { issuer: of, series } of drafts) {
      const last_date = counters.read(of, series)?.issue_date
      if (last_date !== undefined && issue_date < last_date) return { kind: 'before-last', series, last_date }
    }
    for (const { hash, body } of group.logos) keep.run(hash, Buffer.from(body))
    const documents = drafts.map(({ draft, issuer: of, series, first, finish }) => {
      const counter = counters.read(of, series)
      const sequence = counter === null ? first : counter.sequence + 1
      const document = finish({ series, sequence, issue_date })
      const body = canonical(document)
      const salt = randomBytes(SALT_BYTES)
      const hash = payloadHash(salt, body)
      const document_hash = hash.toString('hex')
      const { number, period, buyer } = document
      const series_chain = seriesChain(counter?.series_chain ?? SERIES_GENESIS, number, document_hash)
      const n = write([{ ...figuresOf(document), draft, document_hash, series_chain, by }], received_at_ms)
      const { kind, id } = buyer.payer
      insert.run(number, n, of, series, sequence, draft, period, kind, id, salt, hash, body)
      counters.put(of, series, { sequence, issue_date, series_chain })
      return document
    })
    return { kind: 'issued', documents }
  })
  return (group, received_at_ms) => work.immediate(group, received_at_ms)
}

function counterStore(db: Connection) {
  const read = db.prepare<[string, string], Omit<Counter, 'series_chain'> & { series_chain: Buffer }>(
    'SELECT sequence, issue_date, series_chain FROM document_counter WHERE issuer = ? AND series = ?',
  )
  const put = db.prepare(
    `INSERT INTO document_counter (issuer, series, sequence, issue_date, series_chain) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET sequence = excluded.sequence, issue_date = excluded.issue_date, series_chain = excluded.series_chain`,
  )
  return {
    read: (of: string, series: string): Counter | null => {
      const row = read.get(of, series)
      return row === undefined ? null : { ...row, series_chain: row.series_chain.toString('hex') }
    },
    put: (of: string, series: string, { sequence, issue_date, series_chain }: Counter): void => {
      put.run(of, series, sequence, issue_date, Buffer.from(series_chain, 'hex'))
    },
  }
}
