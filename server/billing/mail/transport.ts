/** One mail over SMTP: a connection of its own, so that nothing is ever sent again behind our back (a pool requeues). */
import type { Mail, SendOutcome } from '#server/domain/mail/types.ts'
import { CONNECT_TIMEOUT_MS, GREETING_TIMEOUT_MS, REPLY_TIMEOUT_MS } from './limits.ts'
import { oneLine, outcomeOf } from './outcome.ts'

export type MailFile = { filename: string; content: Uint8Array }
export type Letter = { mail: Mail; files: readonly MailFile[] }
export type Transport = { send(letter: Letter): Promise<SendOutcome> }

export type SmtpOptions = {
  /** `smtp://user:password@host:587` or `smtps://…:465` */
  url: string
  /** the address every mail goes out under; null: the address answers go to */
  from: string | null
}

export function smtpTransport({ url, from }: SmtpOptions): Transport {
  return {
    async send({ mail, files }) {
      const sender = from ?? mail.reply_to
      if (sender === null) return { kind: 'unmade', code: null, words: 'nobody to send it from: set NAVETTE_MAIL_FROM' }
      try {
        const smtp = await connectionTo(url)
        const info = await smtp.sendMail({
          messageId: mail.message_id,
          date: new Date(mail.queued_at_ms),
          from: { name: mail.from_name, address: sender },
          ...(mail.reply_to === null || mail.reply_to === sender ? {} : { replyTo: mail.reply_to }),
          to: { name: mail.to_name, address: mail.to_address },
          envelope: { from: sender, to: [mail.to_address] },
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          attachments: files.map(({ filename, content }) => ({ filename, content: Buffer.from(content) })),
          // RFC 3834 §5: so that nobody's holiday answers
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return { kind: 'accepted', code: Number.parseInt(info.response, 10) || null, words: oneLine(info.response) }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

/** Loaded with the first mail: a start does not wait for it. */
const connectionTo = async (url: string) =>
  (await import('nodemailer')).createTransport({
    url,
    requireTLS: needsTls(url),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: GREETING_TIMEOUT_MS,
    socketTimeout: REPLY_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })

/** A password never crosses a network in the clear: STARTTLS is a must then, unless the URL itself says `?requireTLS=false`. */
function needsTls(text: string): boolean {
  const url = new URL(text)
  const said = url.searchParams.get('requireTLS')
  if (said !== null) return said !== 'false'
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  return url.protocol === 'smtp:' && url.username !== '' && !local
}
