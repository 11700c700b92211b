/** The books over a real ledger with an issued month: exports, VAT before and after it was declared, a closed year, mail with PDFs. */
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '#server/bank/pay.ts'
import { createDocumentFiles } from '#server/billing/files.ts'
import { plainPaper } from '#server/billing/paper.ts'
import { type Bookkeeping, createBookkeeping } from '#server/bookkeeping/desk.ts'
import { booksFiles } from '#server/books-files.ts'
import { FEC_COLUMNS } from '#server/domain/accounting/fec.ts'
import type { MailSettings } from '#server/domain/mail/types.ts'
import { openOutbox } from '#server/outbox.ts'
import { type BankLab, openBankLab } from '../support/bank-lab.ts'
import { poll } from '../support/poll.ts'
import { SmtpLab } from '../support/smtp-lab.ts'

const ISSUER = 'fab'
const MAIL: MailSettings = { relay: true, from: null, copy_to: null }
let lab: BankLab
let today = '2026-12-10'

beforeEach(async () => {
  lab = await openBankLab()
  lab.at('2026-12-10')
  today = '2026-12-10'
})
afterEach(() => lab.close())

async function desk(mail: MailSettings = MAIL, now_ms = () => Date.parse(`${today}T12:00:00Z`)): Promise<Bookkeeping> {
  const { directory } = await lab.ledger.present()
  return createBookkeeping({ ledger: lab.ledger, files: booksFiles, mail, directory: () => directory, now_ms })
}
const pay = (n: number, date: string, amount_cents: number, more: object = {}) =>
  lab.bank.pay({
    ...{
      issuer: ISSUER,
      payer: { kind: 'member' as const, id: `m0${n}` },
      date,
      method: 'transfer' as const,
      amount_cents,
    },
    ...{ allocations: null, reference: null, again: false, by: 'tresor', ...more },
  })
function done<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome))
  return outcome.result
}
const due = (n: number): number => lab.documents[n - 1]?.due_cents ?? 0
const vat = (n: number): number => lab.documents[n - 1]?.vat_cents ?? 0

describe('the journals', () => {
  it('go out in FEC layout under SIREN and last day, numbered on as the year goes on', async () => {
    done(await pay(1, '2026-11-20', due(1)))
    const outcome = await (await desk()).fec({ issuer: ISSUER, span: '2026' })
    if (outcome.kind !== 'file') throw new Error(outcome.objection.code)
    expect(outcome.file.name).toBe('903145274FEC20261231.txt')
    const text = iconv.decode(Buffer.from(outcome.file.bytes), 'ISO-8859-15')
    const rows = parse(text, { delimiter: '\t', columns: true, quote: null, record_delimiter: '\r\n' }) as Record<
      string,
      string
    >[]
    expect(Object.keys(rows[0] ?? {})).toEqual([...FEC_COLUMNS])
    expect(new Set(rows.map(row => row.EcritureNum))).toEqual(
      new Set(['VE-2026-000001', 'VE-2026-000002', 'VE-2026-000003', 'VE-2026-000004', 'BQ-2026-000001']),
    )
    const paid = rows.filter(row => row.EcritureLet !== '')
    expect(paid.map(row => [row.CompteNum, row.CompAuxNum, row.CompAuxLib, row.DateLet])).toEqual([
      ['411000', 'M-M01', 'Nom m01', '20261120'],
      ['411000', 'M-M01', 'Nom m01', '20261120'],
    ])
    const month = await (await desk()).fec({ issuer: ISSUER, span: '2026-11' })
    expect(month).toMatchObject({ kind: 'file', file: { name: '903145274FEC20261130.txt' } })
  })

  it('and as a table that a spreadsheet adds up to nothing', async () => {
    const outcome = await (await desk()).csv({ issuer: ISSUER, span: '2026' })
    if (outcome.kind !== 'file') throw new Error(outcome.objection.code)
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(outcome.file.bytes)
    expect(text.startsWith('\ufeffJournal;')).toBe(true)
    const rows = parse(text, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[]
    const cents = (amount = ''): number => Math.round(Number(amount.replace(',', '.')) * 100)
    const sum = (column: string): number => rows.reduce((total, row) => total + cents(row[column]), 0)
    expect(sum('Débit')).toBe(lab.documents.reduce((total, one) => total + one.gross_cents, 0))
    expect(sum('Crédit')).toBe(sum('Débit'))
    expect(rows.every(row => /^\d+,\d{2}$/.test(row.Débit ?? ''))).toBe(true)
  })

  it('are those of an issuer who exists', async () => {
    const objection = { kind: 'objected', objection: { code: 'no-issuer' } }
    expect(await (await desk()).fec({ issuer: 'nobody', span: '2026' })).toMatchObject(objection)
  })
})

describe('the VAT of a month', () => {
  it('is what was paid in it; the rest waits; what comes after it was declared is shown as a change', async () => {
    done(await pay(1, '2026-11-20', due(1)))
    const books = await desk()
    const november = { issuer: ISSUER, period: '2026-11' }
    const all = lab.documents.reduce((total, one) => total + one.vat_cents, 0)
    expect(await books.vat(november)).toMatchObject({
      ...{ vat_cents: vat(1), due_on_payment_cents: vat(1), due_on_issue_cents: 0, pending_cents: all - vat(1) },
      lines: [{ box: '08', rate_bp: 2_000, vat_cents: vat(1) }],
      declared: null,
    })
    expect(await books.declareVat({ ...november, period: '2026-12', by: 'tresor' })).toMatchObject({ kind: 'objected' })
    expect(await books.declareVat({ ...november, by: 'tresor' })).toMatchObject({ kind: 'declared' })
    expect((await books.vat(november))?.declared?.changed).toEqual([])

    done(await pay(2, '2026-11-28', due(2)))
    expect((await books.vat(november))?.declared?.changed).toMatchObject([{ box: '08', vat_cents: vat(2) }])
    expect((await lab.ledger.verify()).problems).toEqual([])
  })
})

describe('a year', () => {
  const question = { issuer: ISSUER, year: '2026', keep_advances: false }
  const codes = async (more: object = {}) =>
    (await (await desk()).year({ ...question, ...more }))?.objections.map(({ code }) => code)

  it('is closed when it is over and nothing hangs in the air, and takes nothing more', async () => {
    expect(await codes()).toEqual(['year-not-over'])
    done(await pay(1, '2026-12-01', due(1) + 500))
    today = '2027-01-15'
    lab.at('2027-01-15')
    expect(await codes()).toEqual(['payments-unmatched'])
    expect(await codes({ keep_advances: true })).toEqual([])

    const books = await desk()
    const closed = await books.closeYear({ ...question, keep_advances: true, by: 'tresor' })
    if (closed.kind !== 'closed') throw new Error(JSON.stringify(closed))
    const billed = lab.documents.reduce((total, one) => total + one.net_cents, 0)
    expect(closed.result).toMatchObject({
      ...{ income_cents: billed, billed_cents: billed, credited_cents: 0, received_cents: due(1) + 500 },
      ...{ owed_cents: due(2) + due(3) + due(4), advances_cents: 500, documents: 4, entries: 5 },
    })
    expect(await codes()).toEqual(['closed-before'])
    await expect(pay(2, '2026-12-31', due(2))).rejects.toMatchObject({
      ...{ kind: 'refused', said: { code: 'year-closed', params: { year: '2026', issuer: ISSUER } } },
    })
    done(await pay(2, '2027-01-03', due(2)))

    const file = await books.fec({ issuer: ISSUER, span: '2026' })
    if (file.kind !== 'file') throw new Error(file.objection.code)
    const later = await books.year(question)
    expect(later?.closed).toMatchObject({ result: closed.result, fec_hash: closed.fec_hash })
    expect((await lab.ledger.verify()).problems).toEqual([])
  })
})

describe('mail', () => {
  it('takes each document with its PDF to who has an address, once, and says who has none', async () => {
    const smtp = await SmtpLab.start()
    const files = createDocumentFiles(plainPaper(null))
    await lab.ledger.putPersons([
      { member: 'm01', name: 'Nom m01', email: 'm01@example.org' },
      { member: 'm02', name: 'Nom m02', email: 'm02@example.org' },
    ])
    const books = await desk(
      { relay: true, from: 'navette@atelier.example', copy_to: 'tresor@atelier.example' },
      Date.now,
    )
    const order = { period: '2026-10', issuer: null, numbers: null }
    const sent = await books.send(order)
    expect(sent).toMatchObject({ kind: 'queued', queued: 4, known: 0 })
    expect(sent.kind === 'queued' && sent.unsendable.map(({ payer, why }) => [payer.id, why])).toEqual([
      ['m03', 'no-address'],
      ['m04', 'no-address'],
    ])
    expect(await books.send(order)).toMatchObject({ queued: 0, known: 4 })

    const config = { smtp_url: smtp.url, mail_from: 'navette@atelier.example', mail_copy: null, mail_per_minute: 6_000 }
    const log = { warn: () => undefined, info: () => undefined } as unknown as Parameters<typeof openOutbox>[3]
    const outbox = openOutbox(config, lab.ledger, files, log)
    outbox?.start()
    await poll('four mails', async () => (await lab.ledger.mailCounts()).sent === 4, 60_000)
    await outbox?.stop()
    await files.close()
    await smtp.stop()

    const [first] = smtp.accepted
    expect(smtp.accepted.map(({ to }) => to[0]).sort()).toEqual([
      ...['m01@example.org', 'm02@example.org', 'tresor@atelier.example', 'tresor@atelier.example'],
    ])
    expect(first?.mail.subject).toBe(`Facture ${lab.documents[0]?.number} – La Fabrique`)
    expect(first?.mail.text).toContain('octobre 2026')
    const [pdf] = first?.mail.attachments ?? []
    expect(
      Buffer.from(pdf?.content as ArrayBuffer)
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect(Buffer.from(pdf?.content as ArrayBuffer).toString('latin1')).toContain('factur-x.xml')
  }, 120_000)

  it('needs a server to be sent by', async () => {
    const books = await desk({ ...MAIL, relay: false })
    expect(await books.send({ period: '2026-10', issuer: null, numbers: null })).toMatchObject({
      objection: { code: 'no-mail-relay' },
    })
  })

  it('leaves out who asked for paper or a platform, and bears the name and the address that were set', async () => {
    await lab.ledger.putPersons([{ member: 'm01', name: 'Nom m01', email: 'm01@example.org' }])
    await lab.ledger.putContacts([
      { kind: 'member', id: 'm01', delivery: 'paper' },
      { kind: 'member', id: 'm02', delivery: 'platform' },
    ])
    const mail = { from_name: 'La compta', reply_to: 'compta@fab.example' }
    await lab.ledger.appendDirectory([{ type: 'issuer-changed', issuer: ISSUER, change: { mail }, by: 'tresor' }], 0)
    const books = await desk({ ...MAIL, from: 'envoi@fab.example' })
    const sent = await books.send({ period: '2026-10', issuer: null, numbers: null })
    if (sent.kind !== 'queued') throw new Error(sent.kind)
    expect(sent.unsendable.map(({ payer, why }) => [payer.id, why])).toEqual(
      expect.arrayContaining([
        ['m01', 'paper'],
        ['m02', 'platform'],
      ]),
    )
    const number = lab.documents[0]?.number ?? ''
    expect(await books.send({ period: null, issuer: null, numbers: [number] })).toMatchObject({ queued: 1 })
    expect(await lab.ledger.claimMail(Date.parse('2026-12-11'))).toMatchObject({
      ...{ from_name: 'La compta', reply_to: 'compta@fab.example' },
    })
  })
})
