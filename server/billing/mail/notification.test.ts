/** Reports as Postfix, Exim and Exchange make them, and what is none. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bouncedBy } from '#server/domain/mail/bounce.ts'
import { readNotification } from './notification.ts'

const ID = '<FAB-2026-0001.invoice.509953f20caf@gouttes-d-or>'
type Made = { status?: string[]; returned?: string[]; head?: string[]; type?: string }
const reportOf = ({ status = POSTFIX, returned = RETURNED, head = [], type = 'message/delivery-status' }: Made = {}) =>
  Buffer.from(
    [
      'From: MAILER-DAEMON@mx.example (Mail Delivery System)',
      'To: navette@atelier.example',
      ...head,
      'Content-Type: multipart/report; report-type=delivery-status;',
      '\tboundary="8D3F.1/mx.example"',
      'MIME-Version: 1.0',
      '',
      'This is a MIME-encapsulated message.',
      '',
      ...['--8D3F.1/mx.example', 'Content-Type: text/plain; charset=utf-8', '', 'I am sorry.', ''],
      ...['--8D3F.1/mx.example', `Content-Type: ${type}`, ...status, ''],
      ...['--8D3F.1/mx.example', ...returned, '', '--8D3F.1/mx.example--', ''],
    ].join('\r\n'),
  )
const POSTFIX = [
  ...['Content-Description: Delivery report', '', 'Reporting-MTA: dns; mx.example', 'X-Postfix-Queue-ID: 8D3F', ''],
  ...['Final-Recipient: rfc822; awa@example.org', 'Original-Recipient: rfc822;awa@example.org', 'Action: failed'],
  ...['Status: 5.1.1', 'Remote-MTA: dns; mail.example.org'],
  ...['Diagnostic-Code: smtp; 550 5.1.1 <awa@example.org>: Recipient address', '    rejected: User unknown'],
]
const RETURNED = ['Content-Type: text/rfc822-headers', '', `Message-ID: ${ID}`, 'Subject: Facture FAB-2026-0001']
const read = (made?: Made) => readNotification(reportOf(made))
const bounced = (made?: Made) => {
  const told = read(made)
  return told === null ? null : bouncedBy(told)
}

describe('a notification', () => {
  it('says which mail came back from whom, and why in the words of who refused it', () => {
    expect(read()?.message_id).toBe(ID)
    expect(bounced()).toEqual({
      ...{ address: 'awa@example.org', reply_code: 550 },
      reply: '550 5.1.1 <awa@example.org>: Recipient address rejected: User unknown',
    })
  })

  it('is read with bare line feeds, as a pipe hands it on', () => {
    const told = readNotification(Buffer.from(reportOf().toString().replaceAll('\r\n', '\n')))
    expect(told).toEqual(read())
  })

  it('is read from a whole mail that is returned, and from what it answers to', () => {
    const whole = ['Content-Type: message/rfc822', '', 'Subject: x', `Message-Id:`, ` ${ID}`, '', 'Bonjour']
    expect(read({ returned: whole })?.message_id).toBe(ID)
    const none = ['Content-Type: text/plain', '', 'nothing is returned']
    expect(read({ returned: none })?.message_id).toBeNull()
    expect(read({ returned: none, head: [`References: ${ID}`] })?.message_id).toBe(ID)
  })

  it('is read where it is encoded, and where it speaks UTF-8 (RFC 6533)', () => {
    const fields = POSTFIX.slice(2).join('\r\n').replace('User unknown', 'boîte inconnue')
    const base64 = ['Content-Transfer-Encoding: base64', '', Buffer.from(fields).toString('base64')]
    const status = base64.slice(0, 2).concat(base64[2]?.match(/.{1,76}/g) ?? [])
    expect(bounced({ status, type: 'message/global-delivery-status' })?.reply).toContain('boîte inconnue')
    const quoted = [
      'Content-Transfer-Encoding: quoted-printable',
      '',
      fields.replace('î', '=C3=AE').replace('rejected', 'reje=\r\ncted'),
    ]
    expect(bounced({ status: quoted })?.reply).toContain('rejected: boîte inconnue')
  })

  it('falls back to the status where nobody worded anything, as Exchange does', () => {
    const status = ['', 'Reporting-MTA: dns;mail.protection.example', '', 'Final-Recipient: RFC822;awa@example.org']
    expect(bounced({ status: [...status, 'Action: Failed', 'Status: 5.4.1'] })).toEqual({
      ...{ address: 'awa@example.org', reply_code: null, reply: '5.4.1' },
    })
  })

  it.each(['delayed', 'delivered', 'relayed', 'expanded'])('that it is %s loses nothing', action => {
    const status = POSTFIX.map(field => field.replace('failed', action))
    expect(read({ status })).not.toBeNull()
    expect(bounced({ status })).toBeNull()
  })

  it('of several recipients names the one that failed', () => {
    const status = [
      ...[
        '',
        'Reporting-MTA: dns; mx',
        '',
        'Final-Recipient: rfc822; a@example.org',
        'Action: delivered',
        'Status: 2.0.0',
      ],
      ...['', 'Final-Recipient: rfc822; b@example.org', 'Action: failed', 'Status: 5.2.2'],
    ]
    expect(bounced({ status })?.address).toBe('b@example.org')
  })
})

describe('what is no notification', () => {
  it.each([
    ['a letter', 'From: awa@example.org\r\nSubject: Re: Facture\r\n\r\nMerci !'],
    [
      'a holiday',
      `From: awa@example.org\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: ${ID}\r\n\r\nJe suis absente.`,
    ],
    [
      'another report',
      reportOf().toString().replace('report-type=delivery-status', 'report-type=disposition-notification'),
    ],
    ['a report without its status', reportOf({ type: 'text/plain' }).toString()],
    ['nothing', ''],
  ])('%s', (_what, text) => expect(readNotification(Buffer.from(text))).toBeNull())

  it('is told apart whatever comes in, cut or torn', () => {
    const good = reportOf()
    fc.assert(
      fc.property(fc.nat(good.length), fc.nat(255), fc.nat(good.length), (at, byte, length) => {
        const torn = Buffer.from(good.subarray(0, length))
        if (at < torn.length) torn[at] = byte
        const told = readNotification(torn)
        expect(told === null || Array.isArray(told.recipients)).toBe(true)
      }),
      { numRuns: 500 },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2_000 }), bytes => readNotification(Buffer.from(bytes)) === null))
  })
})
