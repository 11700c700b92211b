/** The accounts read back: documents as they were issued, and the entries about them. */
import { type Kysely, sql } from 'kysely'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { AccountsEntry, IssuedEntry } from '#server/domain/accounting/entries.ts'
import type {
  Booked,
  DocumentChain,
  DocumentPage,
  DocumentPageQuery,
  DocumentQuery,
  EntryQuery,
  IssuedMonth,
} from '#server/domain/accounting/stored.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { payloadHash } from '../chain.ts'
import type { Schema } from '../schema.ts'

/** Oldest first; an entry about several things comes once. */
export async function accountEntries(db: Kysely<Schema>, query: EntryQuery): Promise<Booked[]> {
  let select = db
    .selectFrom('account')
    .innerJoin('journal', 'journal.n', 'account.n')
    .select(['account.n', 'journal.received_at_ms as at_ms', 'account.value'])
    .groupBy('account.n')
    .orderBy('account.n')
  if (query.types !== undefined) select = select.where('account.type', 'in', query.types)
  if (query.issuer !== undefined) select = select.where('account.issuer', '=', query.issuer)
  if (query.subject !== undefined) select = select.where('account.subject', '=', query.subject)
  const rows = await select.execute()
  return rows.map(({ n, at_ms, value }) => ({ n, at_ms, entry: JSON.parse(value) as AccountsEntry }))
}

/** Series that documents of an issuer stand in, with the last number of each. */
export const seriesOf = (db: Kysely<Schema>, issuer: string): Promise<{ series: string; sequence: number }[]> =>
  db
    .selectFrom('document_counter')
    .select(['series', 'sequence'])
    .where('issuer', '=', issuer)
    .orderBy('series')
    .execute()

export async function accountsHead(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('account')
    .select(of => of.fn.max<number | null>('n').as('n'))
    .executeTakeFirst()
  return row?.n ?? 0
}

export async function document(db: Kysely<Schema>, number: string): Promise<AccountingDocument | null> {
  const row = await db.selectFrom('document').select('body').where('number', '=', number).executeTakeFirst()
  return row === undefined ? null : (JSON.parse(row.body) as AccountingDocument)
}

/** The journal entry that issued a document, and whether what lies there hashes to what it says. */
export async function documentChain(db: Kysely<Schema>, number: string): Promise<DocumentChain | null> {
  const row = await db
    .selectFrom('document')
    .innerJoin('journal', 'journal.n', 'document.n')
    .select(['journal.n', 'received_at_ms', 'payload', 'payload_hash', 'chain', 'document.salt', 'body'])
    .where('number', '=', number)
    .executeTakeFirst()
  if (row === undefined) return null
  const { n, received_at_ms } = row
  const entry = JSON.parse(row.payload) as IssuedEntry
  const intact = payloadHash(row.salt, row.body).toString('hex') === entry.document_hash
  return {
    ...{ n, received_at_ms, payload_hash: row.payload_hash.toString('hex'), chain: row.chain.toString('hex') },
    ...{ entry, intact },
  }
}

/** In the order they were issued. */
export async function documents(db: Kysely<Schema>, query: DocumentQuery): Promise<AccountingDocument[]> {
  let select = db.selectFrom('document').select('body').orderBy('n')
  if (query.period !== undefined) select = select.where('period', '=', query.period)
  if (query.year !== undefined)
    select = select.where('period', '>=', `${query.year}-01`).where('period', '<=', `${query.year}-12`)
  if (query.issuer !== undefined) select = select.where('issuer', '=', query.issuer)
  if (query.payer !== undefined)
    select = select.where('payer_kind', '=', query.payer.kind).where('payer_id', '=', query.payer.id)
  const rows = await select.execute()
  const { from, until } = query
  return rows
    .map(row => JSON.parse(row.body) as AccountingDocument)
    .filter(one => (from === undefined || one.issue_date >= from) && (until === undefined || one.issue_date <= until))
}

/** The numbers of drafts that are out. */
export const issuedUnder = async (
  db: Kysely<Schema>,
  drafts: readonly string[],
): Promise<{ draft: string; number: string }[]> =>
  drafts.length === 0
    ? []
    : db.selectFrom('document').select(['draft', 'number']).where('draft', 'in', drafts).orderBy('n').execute()

/** What the journal says of everything that was billed to these, in the order it was issued: figures, without reading the documents. */
export async function issuedTo(db: Kysely<Schema>, payers: readonly Payer[]): Promise<IssuedEntry[]> {
  if (payers.length === 0) return []
  const ids = [...new Set(payers.map(({ id }) => id))]
  const rows = await db
    .selectFrom('document')
    .innerJoin('account', join => join.onRef('account.n', '=', 'document.n').on('account.i', '=', 0))
    .select('account.value')
    .where('payer_kind', 'in', [...new Set(payers.map(({ kind }) => kind))])
    .where('payer_id', 'in', ids)
    .orderBy('document.n')
    .execute()
  return rows.map(({ value }) => JSON.parse(value) as IssuedEntry)
}

export async function documentPage(
  db: Kysely<Schema>,
  { period, issuer, numbers, limit, skip }: DocumentPageQuery,
): Promise<DocumentPage> {
  let select = db.selectFrom('document')
  if (period !== undefined) select = select.where('period', '=', period)
  if (issuer !== undefined) select = select.where('issuer', '=', issuer)
  // as one value: years of them would be more variables than SQLite takes
  if (numbers !== undefined)
    select = select.where(sql<boolean>`number IN (SELECT value FROM json_each(${JSON.stringify(numbers)}))`)
  const rows = await select.select('body').orderBy('n', 'desc').limit(limit).offset(skip).execute()
  const { total } = await select.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { items: rows.map(({ body }) => JSON.parse(body) as AccountingDocument), total }
}

export const issuedMonths = async (db: Kysely<Schema>): Promise<IssuedMonth[]> => {
  const { rows } = await sql<IssuedMonth>`
    SELECT value ->> 'period' AS period, count(*) AS issued,
           sum(CASE value ->> 'kind' WHEN 'invoice' THEN 1 ELSE -1 END * (value ->> 'gross_cents')) AS gross_cents
    FROM account WHERE type = 'issued' GROUP BY 1`.execute(db)
  return rows
}
