/** What a failure of nodemailer means for the mail: the reply code decides where there is one (RFC 5321 §4.2.1). */
import type { SendOutcome } from '#server/domain/mail/types.ts'

/** As nodemailer throws it; nothing of it is promised, so everything is looked at before it is used. */
type Thrown = { code?: unknown; responseCode?: unknown; response?: unknown; command?: unknown; message?: unknown }

/** Before MAIL FROM: greeting, EHLO, STARTTLS, AUTH. Refused there, no mail was looked at. */
const RELAY_CODES = new Set([
  'ECONNECTION',
  'EDNS',
  'ETLS',
  'ESOCKET',
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'EPROTOCOL',
  'EPROXY',
])
const PERMANENT = 500
/** "Bad sequence of commands": said of the session, not of the mail. */
const BAD_SEQUENCE = 503

export function outcomeOf(thrown: unknown): SendOutcome {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : { message: thrown }) as Thrown
  const code = typeof error.responseCode === 'number' ? error.responseCode : null
  const words = oneLine(typeof error.response === 'string' ? error.response : String(error.message ?? thrown))
  const command = typeof error.command === 'string' ? error.command : ''
  const ofTheMail = /^(MAIL FROM|RCPT TO|DATA)/.test(command)
  if (code !== null && ofTheMail)
    return code >= PERMANENT && code !== BAD_SEQUENCE
      ? { kind: 'refused', code, words }
      : { kind: 'later', code, words }
  // Without a reply but about the mail: an address or a size that the relay could never take
  if (error.code === 'EENVELOPE' || (error.code === 'EMESSAGE' && command !== 'DATA'))
    return { kind: 'refused', code, words }
  if (typeof error.code === 'string' && RELAY_CODES.has(error.code)) return { kind: 'no-relay', code, words }
  return { kind: 'later', code, words }
}

export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
