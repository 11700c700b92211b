/** The outbox against a real SMTP server and the real ledger file: what arrives, what comes back, and what a crash may repeat. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendingRounds } from '#server/billing/mail/sender.ts'
import { smtpTransport } from '#server/billing/mail/transport.ts'
import { createBookkeeping } from '#server/bookkeeping/desk.ts'
import { booksFiles } from '#server/books-files.ts'
import { emptyDirectory } from '#server/domain/directory.ts'
import type { MailRow } from '#server/domain/records.ts'
import { NOON_MS, orderOf, type QueueLab, queueLab, SILENT } from '../support/mail-lab.ts'
import { SmtpLab } from '../support/smtp-lab.ts'

const PDF = new TextEncoder().encode('%PDF-1.7 a bill')
let smtp: SmtpLab
let lab: QueueLab
let now_ms = NOON_MS

beforeEach(async () => {
  now_ms = NOON_MS
  lab = await queueLab()
})
afterEach(async () => {
  await lab.close()
  await smtp.stop()
})

const rounds = (url = smtp.url, from: string | null = null) =>
  sendingRounds({
    queue: lab.ledger,
    transport: smtpTransport({ url, from }),
    files: mail => Promise.resolve(mail.attachments.map(number => ({ filename: `${number}.pdf`, content: PDF }))),
    clock: { now_ms: () => now_ms },
    log: SILENT,
  })
const only = async (): Promise<MailRow> => {
  const { items } = await lab.ledger.mails({ limit: 10, cursor: null })
  expect(items).toHaveLength(1)
  return items[0] as MailRow
}

describe('a mail', () => {
  it('arrives in two parts with its PDF, under its own id, and says that no one wrote it by hand', async () => {
    smtp = await SmtpLab.start()
    await lab.ledger.enqueueMails([orderOf('FAB-2026-0001')], NOON_MS)
    const outcome = await rounds()()
    expect(outcome).toMatchObject({ kind: 'accepted', code: 250 })
    const [{ mail, raw, to, from }] = smtp.accepted as [SmtpLab['accepted'][number]]
    expect(to).toEqual(['fab-2026-0001@example.org'])
    expect(from).toBe('tresor@fabrique.example')
    expect(mail.from).toMatchObject({ name: 'La Fabrique', address: 'tresor@fabrique.example' })
    expect(mail.to).toEqual([expect.objectContaining({ name: 'Née FAB-2026-0001' })])
    expect(mail.subject).toBe('Facture FAB-2026-0001')
    expect(mail.text).toContain('Voici la facture FAB-2026-0001.')
    expect(mail.html).toContain('<p>Voici la facture')
    expect(mail.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['FAB-2026-0001.pdf', 'application/pdf'],
    ])
    expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer)).toEqual(Buffer.from(PDF))
    expect(mail.messageId).toBe(orderOf('FAB-2026-0001').message_id)
    expect(Date.parse(mail.date ?? '')).toBe(NOON_MS)
    expect(raw.toString()).toMatch(/^Auto-Submitted: auto-generated/m)
    expect(await only()).toMatchObject({ state: 'sent', attempts: 1, reply_code: 250, sent_at_ms: NOON_MS })
    expect(await rounds()()).toBeNull()
  })

  it('goes out under the address of the relay where one is set, and answers go to the issuer', async () => {
    smtp = await SmtpLab.start()
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    await rounds(smtp.url, 'navette@atelier.example')()
    const [{ mail, from }] = smtp.accepted as [SmtpLab['accepted'][number]]
    expect(from).toBe('navette@atelier.example')
    expect(mail.from?.address).toBe('navette@atelier.example')
    expect(mail.replyTo?.map(one => one.address)).toEqual(['tresor@fabrique.example'])
  })

  it('takes a name of 300 letters, from right to left, with a smile and a line break, and adds no header by it', async () => {
    smtp = await SmtpLab.start()
    const to_name = `عائشة 🧵 ${'é'.repeat(300)}\r\nBcc: all@example.org`
    await lab.ledger.enqueueMails([orderOf('A', { to_name, subject: `Facture\r\nBcc: x@example.org` })], NOON_MS)
    expect(await rounds()()).toMatchObject({ kind: 'accepted' })
    const [{ mail, to }] = smtp.accepted as [SmtpLab['accepted'][number]]
    expect(to).toEqual(['a@example.org'])
    expect(mail.headers.some(({ key }) => key === 'bcc')).toBe(false)
    expect(mail.to?.[0]?.name).toContain('عائشة 🧵')
  })

  it('is queued once however often it is ordered', async () => {
    smtp = await SmtpLab.start()
    expect(await lab.ledger.enqueueMails([orderOf('A'), orderOf('B')], NOON_MS)).toEqual({ queued: 2, known: 0 })
    expect(await lab.ledger.enqueueMails([orderOf('A'), orderOf('C')], NOON_MS)).toEqual({ queued: 1, known: 1 })
  })

  it('fails, and says why, where its file cannot be made', async () => {
    smtp = await SmtpLab.start()
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    const round = sendingRounds({
      ...{ queue: lab.ledger, transport: smtpTransport({ url: smtp.url, from: null }), log: SILENT },
      ...{ files: () => Promise.reject(new Error('A is no document')), clock: { now_ms: () => now_ms } },
    })
    expect(await round()).toMatchObject({ kind: 'unmade' })
    expect(await only()).toMatchObject({ state: 'failed', reply: 'A is no document' })
    expect(smtp.accepted).toEqual([])
  })
})

describe('what the other side says', () => {
  it.each(['mail', 'rcpt', 'data'] as const)('5yz at %s is a bounce, shown as the server worded it', async at => {
    smtp = await SmtpLab.start()
    smtp.manner = { kind: 'refuse', at, code: 550, words: '5.1.1 no such user here' }
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    await rounds()()
    expect(await only()).toMatchObject({ state: 'bounced', reply_code: 550, reply: '550 5.1.1 no such user here' })
    now_ms += 86_400_000
    expect(await rounds()()).toBeNull()
    expect(smtp.accepted).toEqual([])
  })

  it.each(['mail', 'rcpt', 'data'] as const)('4yz at %s waits, and arrives the next time', async at => {
    smtp = await SmtpLab.start()
    smtp.manner = { kind: 'refuse', at, code: 451, words: '4.7.1 greylisted, come back' }
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    await rounds()()
    expect(await only()).toMatchObject({ state: 'queued', reply_code: 451, next_at_ms: NOON_MS + 60_000 })
    smtp.manner = { kind: 'take' }
    expect(await rounds()()).toBeNull()
    now_ms += 60_000
    expect(await rounds()()).toMatchObject({ kind: 'accepted' })
    expect(await only()).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('a relay that is not there is nobody’s bounce', async () => {
    smtp = await SmtpLab.start()
    const { url } = smtp
    await smtp.stop()
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    expect(await rounds(url)()).toMatchObject({ kind: 'no-relay' })
    expect(await only()).toMatchObject({ state: 'queued', next_at_ms: NOON_MS + 60_000 })
    await smtp.listen()
    now_ms += 60_000
    await rounds()()
    expect(await only()).toMatchObject({ state: 'sent' })
  })

  it('a wrong password is the relay’s matter, and no mail bounces for it', async () => {
    smtp = await SmtpLab.start({
      ...{ authOptional: false, allowInsecureAuth: true },
      onAuth: (_auth, _session, done) => done(new Error('wrong')),
    })
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    expect(await rounds(smtp.url.replace('//', '//user:bad@'))()).toMatchObject({ kind: 'no-relay', code: 535 })
    expect(await only()).toMatchObject({ state: 'queued' })
  })

  it('a line cut in the data is tried again, and the mail arrives once', async () => {
    smtp = await SmtpLab.start()
    smtp.manner = { kind: 'cut-in-data' }
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    await rounds()()
    expect(await only()).toMatchObject({ state: 'queued' })
    smtp.manner = { kind: 'take' }
    now_ms += 60_000
    await rounds()()
    expect(smtp.messageIds()).toEqual([orderOf('A').message_id])
  })

  it('a line cut after the mail was taken may repeat it, under the same id', async () => {
    smtp = await SmtpLab.start()
    smtp.manner = { kind: 'cut-after' }
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    await rounds()()
    smtp.manner = { kind: 'take' }
    now_ms += 60_000
    await rounds()()
    expect(smtp.messageIds()).toEqual([orderOf('A').message_id, orderOf('A').message_id])
    expect(await only()).toMatchObject({ state: 'sent', attempts: 2 })
  })

  it('a bounce that a person has looked at goes again, to another address under another id', async () => {
    smtp = await SmtpLab.start()
    smtp.manner = { kind: 'refuse', at: 'rcpt', code: 550, words: '5.1.1 unknown' }
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    await rounds()()
    smtp.manner = { kind: 'take' }
    const { id } = await only()
    const corrected = orderOf('A', { to_address: 'new@example.org' })
    expect(await lab.ledger.readdressMail(id, corrected, NOON_MS)).toBe(true)
    await rounds()()
    expect(smtp.accepted.map(({ to }) => to)).toEqual([['new@example.org']])
    expect(smtp.messageIds()).toEqual([corrected.message_id])
    expect(await lab.ledger.retryMail(id, NOON_MS)).toBe(false)
  })
})

describe('a mail that comes back after it was taken', () => {
  const sent = async () => {
    smtp = await SmtpLab.start()
    await lab.ledger.enqueueMails([orderOf('A'), orderOf('B')], NOON_MS)
    const round = rounds()
    while ((await round()) !== null);
    const directory = emptyDirectory()
    return createBookkeeping({
      ...{ ledger: lab.ledger, files: booksFiles, directory: () => directory, now_ms: () => now_ms },
      mail: { relay: true, from: null, copy_to: null },
    })
  }
  const states = async () => {
    const { items } = await lab.ledger.mails({ limit: 10, cursor: null })
    return items.map(({ about, state, reply }) => [about, state, state === 'bounced' ? reply : null])
  }
  const failed = { address: 'x@example.org', failed: true, status: '5.2.2', words: '552 5.2.2 mailbox full' }

  it('is found by its id, once, and goes again to a corrected address', async () => {
    const desk = await sent()
    const told = { message_id: orderOf('A').message_id, recipients: [failed] }
    expect(await desk.bounceByNotification(told)).toMatchObject({ kind: 'bounced', mail: { about: 'A' } })
    expect(await states()).toEqual([
      ['B', 'sent', null],
      ['A', 'bounced', '552 5.2.2 mailbox full'],
    ])
    expect(await desk.bounceByNotification(told)).toMatchObject({ objection: { code: 'mail-not-sent' } })
    expect(await lab.ledger.readdressMail(1, { message_id: '<new@demo>', to_address: 'new@example.org' }, now_ms)).toBe(
      true,
    )
  })

  it('is found by its address where the notification names no id, whatever its case', async () => {
    const desk = await sent()
    const told = { message_id: null, recipients: [{ ...failed, address: 'B@Example.org' }] }
    expect(await desk.bounceByNotification(told)).toMatchObject({ kind: 'bounced', mail: { about: 'B' } })
  })

  it('of nobody is left alone, and so is what is only delayed', async () => {
    const desk = await sent()
    const unknown = { message_id: '<other@elsewhere>', recipients: [{ ...failed, address: 'a@example.org' }] }
    expect(await desk.bounceByNotification(unknown)).toMatchObject({ objection: { code: 'no-mail-bounced' } })
    const delayed = { message_id: orderOf('A').message_id, recipients: [{ ...failed, failed: false }] }
    expect(await desk.bounceByNotification(delayed)).toEqual({ kind: 'not-lost' })
    expect((await states()).map(([, state]) => state)).toEqual(['sent', 'sent'])
  })

  it('is told by hand, of what was sent alone', async () => {
    const desk = await sent()
    expect(await desk.bounceByHand(2, 'revenu par la poste')).toMatchObject({ kind: 'bounced', mail: { about: 'B' } })
    expect(await desk.bounceByHand(2, 'encore')).toMatchObject({ objection: { code: 'mail-not-sent' } })
    expect(await desk.bounceByHand(9, 'rien')).toMatchObject({ objection: { code: 'no-such-mail' } })
  })
})

describe('TLS', () => {
  const withTls = (more: object = {}) => SmtpLab.start({ disabledCommands: [], ...more })

  it('is used where the server offers it, and its certificate is looked at', async () => {
    smtp = await withTls()
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    expect(await rounds()()).toMatchObject({ kind: 'no-relay' })
    now_ms += 3_600_000
    expect(await rounds(`${smtp.url}?tls.rejectUnauthorized=false`)()).toMatchObject({ kind: 'accepted' })
    expect(smtp.accepted[0]?.secure).toBe(true)
  })

  it('from the first byte with smtps://', async () => {
    smtp = await SmtpLab.start({ secure: true })
    await lab.ledger.enqueueMails([orderOf('A')], NOON_MS)
    const url = `${smtp.url.replace('smtp:', 'smtps:')}?tls.rejectUnauthorized=false`
    expect(await rounds(url)()).toMatchObject({ kind: 'accepted' })
    expect(smtp.accepted[0]?.secure).toBe(true)
  })
})
