/**
 * Everything the ledger keeps about one member, table by table, for that member (RGPD art. 15 and 20). A row that also speaks of others
 * is told as far as it is theirs: a file of direct debits by its line in the accounts, an import by its place in the journal.
 */
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { AboutMember, WhoseData } from '#server/domain/records.ts'
import type { Schema } from '../schema.ts'

type Read = (of: WhoseData) => RawBuilder<Record<string, unknown>>

/**
 * Each table of the ledger: how it is asked, or null where it names nobody. A new table has to say which before this compiles.
 * `station_state` holds an open session as `session` tells it; `bank_file` holds collections of many, of which `account` tells the own.
 */
export const TABLES: Record<keyof Schema, Read | null> = {
  person: ({ member }) => sql`SELECT * FROM person WHERE member = ${member}`,
  charter_signature: ({ member }) =>
    sql`SELECT member, at_ms, lower(hex(salt)) AS salt, body FROM charter_signature WHERE member = ${member}`,
  contact: ({ member }) => sql`SELECT * FROM contact WHERE kind = 'member' AND id = ${member}`,
  mandate: ({ member }) => sql`SELECT * FROM mandate WHERE kind = 'member' AND id = ${member}`,
  directory: ({ member }) => sql`
    SELECT kind, CASE kind
        WHEN 'events' THEN json_remove(value, '$.members', '$.leader', '$.guests')
        ELSE value END AS value
    FROM directory WHERE (kind = 'members' AND id = ${member})
      OR (kind IN ('badges', 'reservations') AND value ->> '$.member' = ${member})
      OR (kind = 'events' AND (value ->> '$.leader' = ${member}
        OR EXISTS (SELECT 1 FROM json_each(value, '$.members') AS one WHERE one.value = ${member})))
      OR (kind IN ('pack_sales', 'counts') AND value ->> '$.holder.kind' = 'member' AND value ->> '$.holder.id' = ${member})
      OR (kind = 'balances' AND value ->> '$.payer.kind' = 'member' AND value ->> '$.payer.id' = ${member})
      OR (kind = 'spending' AND id = ${`member:${member}`})
      OR (kind IN ('teaching', 'signatures') AND id = ${member})
      OR (kind = 'locks' AND value ->> '$.by' = ${member})
    ORDER BY kind, id`,
  session: ({ member }) => sql`SELECT * FROM session WHERE member = ${member} ORDER BY start_at_ms`,
  // What a badge was answered, with the message that showed it while that is kept.
  verdict: ({ member }) => sql`
    SELECT v.n, j.received_at_ms, v.station, v.value, nullif(j.payload, '') AS payload
    FROM verdict v JOIN journal j ON j.n = v.n WHERE v.value ->> '$.member' = ${member} ORDER BY v.n`,
  // Entries people made that name them; such an entry may name others, so it is told by its place.
  journal: ({ member }) => sql`
    SELECT n, received_at_ms, kind, type FROM journal
    WHERE kind <> 'up' AND kind <> 'checkpoint' AND instr(payload, ${`"${member}"`}) > 0 ORDER BY n`,
  book: ({ member }) => sql`
    SELECT n, type, period, subject, value FROM book
    WHERE type <> 'closed' AND (value ->> '$.member' = ${member} OR value ->> '$.session.member' = ${member}
      OR subject IN (SELECT id FROM session WHERE member = ${member})) ORDER BY id`,
  account: ({ member }) => sql`
    SELECT a.n, j.received_at_ms, a.type, a.issuer, a.subject FROM account a JOIN journal j ON j.n = a.n
    WHERE instr(a.value, ${`{"id":"${member}","kind":"member"}`}) > 0 ORDER BY a.id`,
  document: ({ member }) => sql`
    SELECT number, issuer, period, body FROM document
    WHERE payer_kind = 'member' AND payer_id = ${member} ORDER BY n`,
  bank_line: ({ member }) => sql`
    SELECT l.* FROM bank_line l JOIN contact c ON c.kind = 'member' AND c.id = ${member}
    WHERE (c.iban IS NOT NULL AND l.iban = c.iban) OR (c.mandate IS NOT NULL AND l.mandate = c.mandate) ORDER BY l.date`,
  mail: ({ member }) => sql`
    SELECT * FROM mail WHERE recipient_kind = 'member' AND recipient = ${member} ORDER BY id`,
  fault: ({ member, accounts }) => sql`
    SELECT * FROM fault WHERE acknowledged_by IN (${sql.join([member, ...accounts])})
      OR resolved_by IN (${sql.join([member, ...accounts])}) ORDER BY id`,
  notice_wish: ({ member, accounts }) =>
    sql`SELECT * FROM notice_wish WHERE account IN (${sql.join([member, ...accounts])})`,
  notice_state: ({ member, accounts }) =>
    sql`SELECT * FROM notice_state WHERE account IN (${sql.join([member, ...accounts])})`,
  lesson_mark: ({ member }) => sql`SELECT * FROM lesson_mark WHERE "by" = ${member} ORDER BY id`,
  audit: ({ member, accounts }) => sql`
    SELECT at_ms, actor, action, subject, detail FROM audit
    WHERE actor IN (${sql.join([member, ...accounts])}) OR subject = ${member} ORDER BY id`,
  ...{
    setting: null,
    plan_picture: null,
    station_state: null,
    state_change: null,
    gap: null,
    unattributed: null,
    alert: null,
  },
  ...{ quarantine: null, credential: null, issuer_bank: null, bank_file: null, logo: null, issuer_logo: null },
  ...{ document_counter: null, follower: null, dead_letter: null },
}

export async function aboutMember(db: Kysely<Schema>, of: WhoseData): Promise<AboutMember> {
  const about: AboutMember = {}
  for (const [table, read] of Object.entries(TABLES)) {
    if (read === null) continue
    const { rows } = await read(of).execute(db)
    about[table] = rows.map(opened)
  }
  return about
}

/** JSON that lies in a column as text is told as what it says. */
const opened = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'string' && ['value', 'payload', 'body', 'attachments'].includes(name)
        ? JSON.parse(value)
        : value,
    ]),
  )
