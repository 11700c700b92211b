/**
 * A delivery status notification, as a mail server sends it back: RFC 3464 in a multipart/report (RFC 6522). Read from its bytes,
 * and from nothing but what it says of itself; whatever is no such report is told apart.
 */
import type { Notification } from '#server/domain/mail/bounce.ts'
import { type MimePart, parameterOf, partsOf, readPart, typeOf } from './mime.ts'

/** `message/global-…`: the same in UTF-8 (RFC 6533). */
const STATUS = /^message\/(global-)?delivery-status$/
const RETURNED = /^(message\/(rfc822|global|global-headers)|text\/rfc822-headers)$/
const MESSAGE_ID = /<[^<>\s]+@[^<>\s]+>/

/** Null: it is no notification. */
export function readNotification(bytes: Buffer): Notification | null {
  const mail = readPart(bytes.toString('latin1'))
  if (typeOf(mail) !== 'multipart/report' || parameterOf(mail, 'report-type') !== 'delivery-status') return null
  const parts = partsOf(mail)
  const status = parts.find(part => STATUS.test(typeOf(part)))
  if (status === undefined) return null
  const [, ...recipients] = fieldGroups(status)
  return { message_id: messageIdIn(mail, parts), recipients: recipients.flatMap(recipientOf) }
}

/** Groups of fields with blank lines between: the first is of the mail, each other one of a recipient (RFC 3464 §2.1). */
const fieldGroups = (part: MimePart): Map<string, string>[] =>
  part.text
    .split(/(?:\r?\n){2,}/)
    .map(group => readPart(`${group}\r\n\r\n`).headers)
    .filter(headers => headers.size > 0)

function recipientOf(fields: Map<string, string>): Notification['recipients'] {
  const address = typedValue(fields.get('original-recipient')) ?? typedValue(fields.get('final-recipient'))
  const action = fields.get('action')?.trim().toLowerCase()
  if (address === null || action === undefined) return []
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null
  return [{ address, failed: action === 'failed', status, words: typedValue(fields.get('diagnostic-code')) }]
}

/** `rfc822; awa@example.org`, `smtp; 550 5.1.1 no such user` */
function typedValue(field: string | undefined): string | null {
  const value = field?.slice(field.indexOf(';') + 1).trim() ?? ''
  return value === '' ? null : value
}

/** Of the mail that came back: from what is returned of it, else from what the notification answers to. */
function messageIdIn(mail: MimePart, parts: readonly MimePart[]): string | null {
  const returned = parts.filter(part => RETURNED.test(typeOf(part))).map(part => readPart(part.text).headers)
  const said = [
    ...returned.map(headers => headers.get('message-id')),
    ...['in-reply-to', 'references'].map(name => mail.headers.get(name)),
  ]
  for (const text of said) {
    const id = MESSAGE_ID.exec(text ?? '')?.[0]
    if (id !== undefined) return id
  }
  return null
}
