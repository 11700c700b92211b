/** Reminders from the list to the mailbox: the real ledger, the real outbox, PDFs and a real SMTP server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDocumentFiles } from '#server/billing/files.ts'
import { sendingRounds } from '#server/billing/mail/sender.ts'
import { smtpTransport } from '#server/billing/mail/transport.ts'
import { plainPaper } from '#server/billing/paper.ts'
import type { ReminderStep } from '#server/domain/accounting/payment-entries.ts'
import { attachmentsOf } from '#server/outbox.ts'
import { type BankLab, type BankLabOptions, openBankLab } from '../support/bank-lab.ts'
import { SILENT } from '../support/mail-lab.ts'
import { SmtpLab } from '../support/smtp-lab.ts'

const RELAY = { relay: true, from: 'navette@atelier.example', copy_to: null }
const PAYER = { kind: 'member' as const, id: 'm04' }
let smtp: SmtpLab
let lab: BankLab
beforeEach(async () => {
  smtp = await SmtpLab.start()
})
afterEach(async () => {
  await lab.close()
  await smtp.stop()
})

async function open(options: BankLabOptions = {}, email: string | null = 'quatre@example.org'): Promise<void> {
  lab = await openBankLab({ collecting: { reminder_mail: true }, mail: RELAY, ...options })
  await lab.ledger.putPersons([{ member: 'm04', name: 'Nom <m04>', email }])
}
const remind = (step: ReminderStep, way: 'mail' | 'paper' | null = null) =>
  lab.bank.remind({ issuer: 'fab', payer: PAYER, step, way, by: 'tresor' })
const number = (): string => lab.documents[3]?.number ?? ''
const queued = async () => (await lab.ledger.mails({ limit: 10, cursor: null })).items

async function sendAll(): Promise<void> {
  const files = createDocumentFiles(plainPaper(null))
  const round = sendingRounds({
    ...{ queue: lab.ledger, transport: smtpTransport({ url: smtp.url, from: RELAY.from }), log: SILENT },
    ...{ files: mail => attachmentsOf(mail, lab.ledger, files), clock: { now_ms: lab.now_ms } },
  })
  while ((await round()) !== null);
  await files.close()
}

describe('a reminder', () => {
  it('arrives with its letter and the invoice, under an id of its own, once for each step', async () => {
    await open()
    lab.at('2026-12-11')
    expect((await lab.bank.reminders()).map(one => one.way)).toEqual(
      expect.arrayContaining([{ by: 'mail', to: 'quatre@example.org' }]),
    )
    expect(await remind('friendly')).toMatchObject({ kind: 'done', result: { way: { by: 'mail' } } })
    expect(await remind('friendly')).toMatchObject({ kind: 'objected', objection: { code: 'nothing-to-remind' } })
    await sendAll()
    lab.at('2026-12-28')
    expect(await remind('second')).toMatchObject({ kind: 'done' })
    await sendAll()

    expect(smtp.accepted.map(({ to }) => to)).toEqual([['quatre@example.org'], ['quatre@example.org']])
    expect(smtp.messageIds()).toEqual([
      expect.stringMatching(`^<${number()}\\.reminder-friendly\\.[0-9a-f]{12}@demo>$`),
      expect.stringMatching(`^<${number()}\\.reminder-second\\.[0-9a-f]{12}@demo>$`),
    ])
    const { mail } = smtp.accepted[0] as SmtpLab['accepted'][number]
    expect(mail.subject).toBe(`Petit rappel : facture ${number()}`)
    expect(mail.from).toMatchObject({ name: 'La Fabrique', address: 'navette@atelier.example' })
    expect(mail.text).toContain('Bonjour Nom <m04>,')
    expect(mail.text).toContain('Une copie de la facture est jointe.')
    expect(mail.html).toContain('Bonjour Nom &lt;m04&gt;,')
    expect(mail.attachments.map(one => [one.filename, one.mimeType])).toEqual([[`${number()}.pdf`, 'application/pdf']])
    expect(
      Buffer.from(mail.attachments[0]?.content as ArrayBuffer)
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect((await lab.bank.remindersSent()).map(({ step, mail: sent }) => [step, sent?.state])).toEqual([
      ['second', 'sent'],
      ['friendly', 'sent'],
    ])
    expect((await lab.ledger.verify()).problems).toEqual([])
  })

  it('that the other side refuses is shown with its words', async () => {
    await open()
    smtp.manner = { kind: 'refuse', at: 'rcpt', code: 550, words: '5.1.1 no such user' }
    lab.at('2026-12-11')
    await remind('friendly')
    expect((await lab.bank.remindersSent()).map(one => one.mail?.state)).toEqual(['queued'])
    await sendAll()
    expect((await lab.bank.remindersSent())[0]?.mail).toMatchObject({
      state: 'bounced',
      reply: '550 5.1.1 no such user',
    })
  })

  it('is noted and queued together, by one of two treasurers at once', async () => {
    await open({ mail: { ...RELAY, copy_to: 'compta@atelier.example' } })
    lab.at('2026-12-11')
    const both = await Promise.all([remind('friendly'), remind('friendly')])
    expect(both.map(one => one.kind).toSorted()).toEqual(['done', 'objected'])
    expect((await queued()).map(one => [one.kind, one.to_address]).toSorted()).toEqual([
      ['copy', 'compta@atelier.example'],
      ['reminder-friendly', 'quatre@example.org'],
    ])
  })

  it.each<[string, BankLabOptions, string | null, string]>([
    ['the issuer has not said that reminders are mailed', { collecting: {} }, 'a@example.org', 'mail-off'],
    ['there is no mail server', { mail: { ...RELAY, relay: false } }, 'a@example.org', 'no-relay'],
    ['there is nobody to send it from', { mail: { ...RELAY, from: null } }, 'a@example.org', 'no-sender'],
    ['they have no address', {}, null, 'no-address'],
  ])('goes on paper where %s', async (_what, options, email, why) => {
    await open(options, email)
    lab.at('2026-12-11')
    expect(await remind('friendly', 'mail')).toMatchObject({
      objection: { code: 'reminder-not-by-mail', params: { why } },
    })
    expect(await remind('friendly')).toMatchObject({ kind: 'done', result: { way: { by: 'paper', why } } })
    expect(await queued()).toEqual([])
    expect(await lab.bank.remindersSent()).toMatchObject([{ step: 'friendly', documents: [number()], mail: null }])
  })

  it('goes on paper to whoever is written to on paper, though an address is known', async () => {
    await open()
    const contacts = await lab.ledger.contacts()
    const asked = contacts.find(one => one.id === 'm04')
    if (asked === undefined) throw new Error('m04 has no contact')
    await lab.ledger.putContacts([{ ...asked, delivery: 'paper' }])
    lab.at('2026-12-11')
    expect(await remind('friendly')).toMatchObject({ result: { way: { by: 'paper', why: 'asked-paper' } } })
    expect(await queued()).toEqual([])
  })

  it('goes on paper by choice, and leaves out a step the issuer does not take', async () => {
    await open({ collecting: { reminder_mail: true, reminder_days: { friendly: 7, second: null, formal: 14 } } })
    lab.at('2026-12-11')
    expect(await remind('friendly', 'paper')).toMatchObject({ result: { way: { by: 'paper', why: 'by-choice' } } })
    expect(await queued()).toEqual([])
    lab.at('2026-12-20')
    expect((await lab.bank.reminders()).map(one => one.reminder.step)).toContain('formal')
  })
})
