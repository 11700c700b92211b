/** Issuing on a real ledger: what is refused, what happens to two at once, and what `verify` finds afterwards. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createDocumentFiles } from '#server/billing/files.ts'
import { letterheads, logoSource } from '#server/billing/logo.ts'
import { paperOf } from '#server/billing/paper.ts'
import type { InvoicingFacts } from '#server/domain/accounting/settings.ts'
import type { IssuerFacts } from '#server/domain/directory.ts'
import type { MailOrder } from '#server/domain/mail/types.ts'
import { openConnection } from '#server/ledger/connection.ts'
import { translating } from '#server/ledger/errors.ts'
import { type Ledger, openLedger } from '#server/ledger/ledger.ts'
import { REPLAY_CORE } from '#server/ledger/verify/core.ts'
import { verify } from '#server/ledger/verify/verify.ts'
import { issuer } from '#server/ledger/write/issue.ts'
import {
  billedFacts,
  contactOf,
  INVOICING,
  ISSUER,
  memberId,
  NOVEMBER_MS,
  OCTOBER,
  partsOf,
  prepare,
} from '#test/support/invoice-lab.ts'
import { temporaryDirectory } from '#test/support/ledger-lab.ts'
import { credit } from './credit.ts'
import { draftsOf } from './drafts.ts'
import { draftsHash, issue } from './issue.ts'
import type { AccountsParts, IssueGroup } from './ports.ts'

const MEMBERS = 3
const by = 'tresor'
const EVERYTHING = { period: OCTOBER, by, keys: null, drafts_hash: null }
let path: string
let master: string
let copies = 0
const open: Ledger[] = []
beforeAll(async () => {
  path = temporaryDirectory()
  master = join(path, 'master.sqlite')
  await prepare(master, MEMBERS)
})
afterEach(async () => {
  for (const ledger of open.splice(0)) await ledger.close()
})
afterAll(() => rmSync(path, { recursive: true, force: true }))

const copy = (): string => {
  const file = join(path, `${copies++}.sqlite`)
  copyFileSync(master, file)
  return file
}
async function opened(
  file: string = copy(),
  now_ms = NOVEMBER_MS,
): Promise<AccountsParts & { ledger: Ledger; file: string }> {
  const ledger = await openLedger({ file })
  open.push(ledger)
  return { ...(await partsOf(ledger, now_ms)), ledger, file }
}
/** A ledger of its own, with other issuers. */
async function withIssuers(...issuers: IssuerFacts[]) {
  const facts = { ...billedFacts(MEMBERS), issuers }
  const file = join(path, `${copies++}.sqlite`)
  await prepare(file, MEMBERS, facts)
  return opened(file)
}
const problemsIn = async (parts: AccountsParts): Promise<string[]> => {
  const made = await draftsOf(parts, OCTOBER)
  if (made.kind !== 'drafts') throw new Error(JSON.stringify(made))
  return [...new Set(made.drafts.flatMap(({ problems }) => problems.map(({ code }) => code)))]
}
const numbersIn = (file: string): string[] => {
  const db = new Database(file, { readonly: true })
  try {
    return db.prepare<[], string>('SELECT number FROM document ORDER BY n').pluck().all()
  } finally {
    db.close()
  }
}
const key = (i: number): string => `${OCTOBER}/fab/member/${memberId(i)}`

describe('issuing a month', () => {
  it('numbers all of it at once, and nothing when it is asked for again', async () => {
    const parts = await opened()
    const first = await issue(parts, EVERYTHING)
    expect(first).toMatchObject({ kind: 'issued', blocked: [] })
    expect(numbersIn(parts.file)).toEqual(['FAB-2026-0001', 'FAB-2026-0002', 'FAB-2026-0003'])
    expect(await issue(parts, EVERYTHING)).toMatchObject({ kind: 'issued', documents: [] })
    expect(await issue(parts, { ...EVERYTHING, keys: [key(1)] })).toEqual({
      kind: 'issued-before',
      documents: [{ draft: key(1), number: 'FAB-2026-0002' }],
    })
    expect((await parts.ledger.verify()).problems).toEqual([])
  })
  it('is drafted for one payer as it is among all, and nothing of who is not in it', async () => {
    const parts = await opened()
    const before = await draftsOf(parts, OCTOBER)
    await issue(parts, { ...EVERYTHING, keys: [key(1)] })
    const after = await draftsOf(parts, OCTOBER)
    if (before.kind !== 'drafts' || after.kind !== 'drafts') throw new Error('October is closed')
    for (const { payer } of before.drafts) {
      const mine = ({ payer: { id } }: { payer: { id: string } }) => id === payer.id
      const issued = after.issued.filter(({ buyer }) => mine(buyer))
      const told = { drafts: after.drafts.filter(mine), nothing: after.nothing.filter(mine), issued }
      expect(await draftsOf(parts, OCTOBER, payer)).toEqual({ ...after, ...told })
    }
    const nobody = await draftsOf(parts, OCTOBER, { kind: 'member', id: 'nobody' })
    expect(nobody).toMatchObject({ kind: 'drafts', drafts: [], nothing: [], issued: [] })
  })
  it('tells how far its mails have got, of this month and issuer alone', async () => {
    const { ledger, ...parts } = await opened()
    await issue({ ...parts, ledger }, EVERYTHING)
    const mail = (number: string): MailOrder => ({
      ...{
        message_id: `<${number}@demo>`,
        kind: 'invoice',
        issuer: 'fab',
        about: number,
        to_name: 'M',
        to_address: 'm@b.example',
      },
      ...{
        recipient: { kind: 'member', id: memberId(0) },
        from_name: 'Fab',
        reply_to: null,
        subject: 's',
        text: 't',
        html: 'h',
      },
      attachments: [number],
    })
    await ledger.enqueueMails([mail('FAB-2026-0001'), mail('FAB-2026-0002'), mail('ELSE-1')], NOVEMBER_MS)
    const first = await ledger.claimMail(NOVEMBER_MS)
    const sent = {
      state: 'sent',
      next_at_ms: NOVEMBER_MS,
      sent_at_ms: NOVEMBER_MS,
      reply_code: 250,
      reply: 'ok',
    } as const
    await ledger.recordMail(first?.id ?? 0, sent)
    expect(await ledger.postedOf(`${OCTOBER} fab`)).toEqual({ waiting: 1, sent: 1, back: 0 })
    expect(await ledger.postedOf(OCTOBER, NOVEMBER_MS)).toEqual({ waiting: 1, sent: 1, back: 0 })
    const none = { waiting: 0, sent: 0, back: 0 }
    expect(await ledger.postedOf(OCTOBER, NOVEMBER_MS + 1)).toEqual(none)
    expect([await ledger.postedOf(`${OCTOBER} other`), await ledger.postedOf('2026-09')]).toEqual([none, none])
  })
  it('lets two treasurers issue at once: each document once, no number lost', async () => {
    const file = copy()
    const [one, other] = [await opened(file), await opened(file)]
    const outcomes = await Promise.all([issue(one, EVERYTHING), issue(other, EVERYTHING), issue(one, EVERYTHING)])
    for (const { kind } of outcomes) expect(['issued', 'issued-before']).toContain(kind)
    expect(numbersIn(file)).toEqual(['FAB-2026-0001', 'FAB-2026-0002', 'FAB-2026-0003'])
    expect((await one.ledger.verify()).problems).toEqual([])
  })
  it('issues nothing else than what was shown', async () => {
    const parts = await opened()
    const made = await draftsOf(parts, OCTOBER)
    if (made.kind !== 'drafts') throw new Error(made.kind)
    await parts.ledger.putContacts([{ ...contactOf(memberId(0)), city: 'Lyon' }])
    expect(await issue(parts, { ...EVERYTHING, drafts_hash: draftsHash(made.drafts) })).toMatchObject({
      kind: 'changed',
    })
    expect(numbersIn(parts.file)).toEqual([])
  })
  it('refuses a month that is open', async () => {
    const refusal = { kind: 'not-closed', period: '2026-11' }
    expect(await issue(await opened(), { ...EVERYTHING, period: '2026-11' })).toEqual({ kind: 'refused', refusal })
  })
  it('refuses a clock that went back behind the last document of the series', async () => {
    const parts = await opened()
    await issue(parts, { ...EVERYTHING, keys: [key(0)] })
    const back = { ...parts, now_ms: () => NOVEMBER_MS - 86_400_000 }
    expect(await issue(back, EVERYTHING)).toEqual({
      ...{ kind: 'before-last', series: 'FAB-2026', last_date: '2026-11-03', today: '2026-11-02' },
    })
    expect(numbersIn(parts.file)).toEqual(['FAB-2026-0001'])
  })
  it('writes nothing of a month the disk has no room for', async () => {
    const parts = await opened()
    const db = openConnection(parts.file, { readonly: false })
    const room = (pages: number) =>
      db.pragma(`max_page_count = ${(db.pragma('page_count', { simple: true }) as number) + pages}`)
    const issueHere = issuer(db)
    const ledger = new Proxy(parts.ledger, {
      get: (of, name) =>
        name === 'issue'
          ? async (group: IssueGroup, at_ms: number) => translating(parts.file, () => issueHere(group, at_ms))
          : Reflect.get(of, name).bind(of),
    })
    const full = { ...parts, ledger }
    room(2)
    await expect(issue(full, EVERYTHING)).rejects.toThrow(/the disk is full; nothing of this was written/)
    expect(numbersIn(parts.file)).toEqual([])
    db.close()
    expect(await issue(parts, EVERYTHING)).toMatchObject({ kind: 'issued', documents: { length: MEMBERS } })
    expect((await parts.ledger.verify()).problems).toEqual([])
  })
  it('goes on after the last number of the old books', async () => {
    const parts = await withIssuers({ ...ISSUER, invoicing: { ...INVOICING, last_number: 'FAB-2026-0041' } })
    await issue(parts, EVERYTHING)
    expect(numbersIn(parts.file)[0]).toBe('FAB-2026-0042')
    expect((await parts.ledger.verify()).problems).toEqual([])
  })
  it('issues what can go out, names what cannot, and everything or nothing of what is asked for by name', async () => {
    const parts = await opened()
    await parts.ledger.putContacts([{ ...contactOf(memberId(1)), street: null }])
    const blocked = [{ key: key(1), problems: [{ code: 'address-missing', params: { payer: memberId(1) } }] }]
    expect(await issue(parts, { ...EVERYTHING, keys: [key(0), key(1)] })).toEqual({ kind: 'blocked', blocked })
    expect(numbersIn(parts.file)).toEqual([])
    expect(await issue(parts, EVERYTHING)).toMatchObject({ kind: 'issued', blocked, documents: { length: 2 } })
  })
})

describe('what keeps a draft from going out', () => {
  const invoicing = (more: Partial<InvoicingFacts>): IssuerFacts => ({
    ...ISSUER,
    invoicing: { ...INVOICING, ...more },
  })
  const exemption = { basis: 'cost-sharing', confirmed: '2026-01-01', undocumented: 'refuse' } as const
  it.each<[string, IssuerFacts[]]>([
    ['not-set-up', [{ ...ISSUER, invoicing: null }]],
    ['series-missing', [{ ...ISSUER, invoice_series: null }]],
    ['series-shared', [ISSUER, { ...ISSUER, id: 'other' }]],
    ['siren-missing', [{ ...ISSUER, siren: null }]],
    ['vat-number-missing', [invoicing({ vat_number: null })]],
    ['register-missing', [invoicing({ register: null })]],
    ['exemption-missing', [{ ...ISSUER, vat: 'exempt' }]],
    ['status-undocumented', [{ ...invoicing({ exemption }), vat: 'exempt' }]],
  ])('%s', async (code, issuers) => expect(await problemsIn(await withIssuers(...issuers))).toContain(code))
  it('a person without a name', async () => {
    const parts = await opened()
    await parts.ledger.putPersons([{ member: memberId(2), name: null, email: null }])
    expect(await problemsIn(parts)).toEqual(['name-missing'])
  })
  it('a business abroad, and one without penalty rate', async () => {
    const parts = await withIssuers(invoicing({ penalty_percent: null }))
    await parts.ledger.putContacts([{ ...contactOf(memberId(0)), siren: '732829320', country: 'BE' }])
    expect(await problemsIn(parts)).toEqual(['penalty-missing', 'buyer-abroad'])
  })
})

describe('a credit note with no invoice here', () => {
  const back = { period: OCTOBER, by, drafts_hash: null, keys: [key(0)] }
  /** October as it would be if everybody were given back three euros of a month of the old books. */
  async function givingBack() {
    const parts = await opened()
    const statement = await parts.ledger.closedStatement(OCTOBER)
    if (statement === null) throw new Error('October is not closed')
    const members = statement.members.map(member => ({
      ...member,
      lines: member.lines.map(line => ({ ...line, cents: -300 })),
    }))
    const ledger = new Proxy(parts.ledger, {
      get: (of, name) =>
        name === 'closedStatement' ? async () => ({ ...statement, members }) : Reflect.get(of, name).bind(of),
    })
    return { ...parts, ledger }
  }
  const named = { key: key(0), number: '2025-113', issue_date: '2025-12-12' }

  it('waits, and goes out on the invoice of the old books that is named', async () => {
    const parts = await givingBack()
    expect(await problemsIn(parts)).toEqual(['nothing-to-credit'])
    expect(await issue(parts, back)).toMatchObject({ kind: 'blocked' })
    const outcome = await issue(parts, { ...back, old_references: [named] })
    if (outcome.kind !== 'issued') throw new Error(JSON.stringify(outcome))
    const [note] = outcome.documents
    expect(note).toMatchObject({
      ...{ kind: 'credit-note', net_cents: 300, refers_to: [{ number: '2025-113', issue_date: '2025-12-12' }] },
    })
    expect(note?.mentions[0]?.text).toBe('Avoir sur la facture 2025-113 du 12 décembre 2025.')
    expect((await parts.ledger.verify()).problems).toEqual([])
  })
  it.each([
    ['old-reference-late', { ...named, issue_date: '2026-11-04' }],
    ['old-reference-known', { ...named, number: 'FAB-2026-0001' }],
  ])('refuses one that is wrong: %s', async (code, reference) => {
    const parts = await givingBack()
    await issue(parts, { ...back, keys: [key(1)], old_references: [{ ...named, key: key(1) }] })
    expect(await issue(parts, { ...back, old_references: [reference] })).toMatchObject({
      kind: 'blocked',
      blocked: [{ problems: [{ code }] }],
    })
  })
  it('is not what an invoice refers to', async () => {
    expect(await issue(await opened(), { ...back, old_references: [named] })).toMatchObject({
      kind: 'blocked',
      blocked: [{ problems: [{ code: 'old-reference-needless' }] }],
    })
  })
})

describe('an issuer’s logo', () => {
  const svg = (color: string): Uint8Array =>
    new TextEncoder().encode(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="${color}"/></svg>`,
    )
  const withLogos = async () => {
    const parts = await opened()
    const logoOf = logoSource(parts.ledger, join(path, 'logos'))
    return { ...parts, letterhead: letterheads(logoOf) }
  }

  it('stays on what was issued with it, whatever is uploaded later', async () => {
    const parts = await withLogos()
    const { ledger } = parts
    await ledger.putIssuerLogo('fab', svg('#112233'))
    await issue(parts, { ...EVERYTHING, keys: [key(0)] })
    await ledger.putIssuerLogo('fab', null)
    await issue(parts, { ...EVERYTHING, keys: [key(1)] })
    const [first, second] = await ledger.documents({})
    expect(await ledger.logo(first?.logo ?? '')).toEqual(Buffer.from(svg('#112233')))
    expect(second?.logo).toBeNull()
    expect((await ledger.verify()).problems).toEqual([])
  })
  it('is the file of the data directory while none was uploaded, kept with the document', async () => {
    mkdirSync(join(path, 'logos'))
    writeFileSync(join(path, 'logos', 'fab.svg'), svg('#445566'))
    const parts = await withLogos()
    await issue(parts, { ...EVERYTHING, keys: [key(0)] })
    rmSync(join(path, 'logos'), { recursive: true })
    const [document] = await parts.ledger.documents({})
    expect(await parts.ledger.logo(document?.logo ?? '')).toEqual(Buffer.from(svg('#445566')))
  })
  it('that cannot be drawn keeps a document from going out', async () => {
    const parts = await withLogos()
    await parts.ledger.putIssuerLogo('fab', new TextEncoder().encode('no picture'))
    expect(await problemsIn(parts)).toEqual(['logo-broken'])
    expect(numbersIn(parts.file)).toEqual([])
  })
  it.each([
    ['changed', 'UPDATE logo SET body = zeroblob(9)', 'is not the one it was issued with'],
    ['taken away', 'DELETE FROM logo', 'is missing'],
  ])('%s is found and named by verify, and not printed', async (_what, sql, words) => {
    const parts = await withLogos()
    await parts.ledger.putIssuerLogo('fab', svg('#112233'))
    await issue(parts, { ...EVERYTHING, keys: [key(0)] })
    const db = new Database(parts.file)
    db.exec(sql)
    db.close()
    expect((await parts.ledger.verify()).problems).toEqual([`document FAB-2026-0001: its logo ${words}`])
    const files = createDocumentFiles(paperOf({ data: path, public_url: null }, parts.ledger))
    const [document] = await parts.ledger.documents({})
    if (document === undefined) throw new Error('nothing was issued')
    await expect(files.pdf(document)).rejects.toThrow(`FAB-2026-0001: its logo ${words}`)
    await files.close()
  })
})

describe('verify', () => {
  const TAMPERED: [what: string, sql: string, problem: RegExp][] = [
    [
      'an amount on the paper',
      `UPDATE document SET body = replace(body, '"gross_cents":', '"gross_cents":9') WHERE sequence = 2`,
      /^document FAB-2026-0002: it is not the one that was issued$/,
    ],
    [
      'a name on the paper',
      `UPDATE document SET body = replace(body, 'Nom m02', 'Nom m99') WHERE sequence = 2`,
      /FAB-2026-0002: it is not the one/,
    ],
    [
      'its hash',
      `UPDATE document SET hash = zeroblob(32) WHERE sequence = 3`,
      /FAB-2026-0003: its hash is not the one in the journal/,
    ],
    [
      'its number',
      `UPDATE document SET number = 'FAB-2026-0007' WHERE sequence = 3`,
      /document FAB-2026-0007: number is/,
    ],
    [
      'a document taken away',
      `DELETE FROM document WHERE sequence = 2`,
      /document: the row that journal \d+ makes is missing/,
    ],
    [
      'a document put in',
      `INSERT INTO document SELECT 'X-1', n + 100, issuer, series, 9, 'x', period, payer_kind, payer_id, salt, hash, body FROM document WHERE sequence = 1`,
      /document X-1: nothing in the journal makes this row/,
    ],
    [
      'the counter',
      `UPDATE document_counter SET sequence = 7`,
      /document_counter fab\/FAB-2026: sequence is 7, by the journal it is 3/,
    ],
    [
      'the accounts',
      `UPDATE account SET value = replace(value, 'FAB-2026-0001', 'FAB-2026-0009') WHERE subject = 'FAB-2026-0001'`,
      /account issued FAB-2026-0001: value is/,
    ],
    [
      'the journal',
      `UPDATE journal SET payload = replace(payload, '"sequence":2', '"sequence":5') WHERE kind = 'accounts' AND payload LIKE '%"sequence":2%'`,
      /the payload is not the one that was hashed/,
    ],
  ]
  let issued: string
  beforeAll(async () => {
    issued = copy()
    const ledger = await openLedger({ file: issued })
    await issue(await partsOf(ledger), EVERYTHING)
    await ledger.close()
  })
  it.each(TAMPERED)('finds and names %s', (_what, sql, problem) => {
    const file = join(path, `${copies++}.sqlite`)
    copyFileSync(issued, file)
    const db = new Database(file)
    expect(verify(db, REPLAY_CORE).problems).toEqual([])
    expect(db.prepare(sql).run().changes).toBeGreaterThan(0)
    expect(verify(db, REPLAY_CORE).problems).toEqual(expect.arrayContaining([expect.stringMatching(problem)]))
    db.close()
  })
})

describe('a credit note', () => {
  it('ordered twice under one key is one', async () => {
    const parts = await opened()
    await issue(parts, EVERYTHING)
    const order = { number: 'FAB-2026-0001', wish: [{ line: '1', net_cents: 100 }], key: 'credit/FAB-2026-0001/1', by }
    expect(await credit(parts, order)).toMatchObject({ kind: 'credited', document: { number: 'FAB-2026-0004' } })
    expect(await credit(parts, order)).toMatchObject({
      kind: 'issued-before',
      documents: [{ number: 'FAB-2026-0004' }],
    })
  })
  it.each([
    [[{ line: '9', net_cents: null }], 'no-such-line'],
    [[{ line: '1', net_cents: 9_999_999 }], 'line-more-than-left'],
    [[{ line: '1', net_cents: -5 }], 'line-more-than-left'],
    [[{ line: '1', net_cents: 0 }], 'nothing-left'],
  ])('refuses %j: %s', async (wish, code) => {
    const parts = await opened()
    await issue(parts, EVERYTHING)
    expect(await credit(parts, { number: 'FAB-2026-0001', wish, key: null, by })).toMatchObject({
      kind: 'problems',
      problems: [{ code }],
    })
  })
  it('is none on a credit note, and none on nothing', async () => {
    const parts = await opened()
    await issue(parts, EVERYTHING)
    await credit(parts, { number: 'FAB-2026-0001', wish: null, key: null, by })
    const on_note = await credit(parts, { number: 'FAB-2026-0004', wish: null, key: null, by })
    expect(on_note).toMatchObject({ kind: 'problems', problems: [{ code: 'credit-of-credit' }] })
    expect(await credit(parts, { number: 'FAB-2026-0099', wish: null, key: null, by })).toEqual({ kind: 'unknown' })
  })
  it('may be given to somebody who was erased since: it mirrors the invoice', async () => {
    const parts = await opened()
    await issue(parts, EVERYTHING)
    await parts.ledger.appendDirectory([{ type: 'member-erased', member: memberId(0), by: 'x', at_ms: 1 }], 1)
    const credited = await credit(await partsOf(parts.ledger), { number: 'FAB-2026-0001', wish: null, key: null, by })
    expect(credited).toMatchObject({ kind: 'credited', document: { buyer: { name: 'Nom m01' } } })
  })
})
