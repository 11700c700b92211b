/** Mail on its way out, where a server to send it by is configured: the queue in the ledger, the files of documents, SMTP. */
import type { Logger } from 'pino'
import type { DocumentFiles } from './accounts/ports.ts'
import { createSender, type Sender } from './billing/mail/sender.ts'
import { type MailFile, smtpTransport } from './billing/mail/transport.ts'
import type { Config } from './config.ts'
import type { Mail, MailSettings } from './domain/mail/types.ts'
import type { Ledger } from './ledger/ledger.ts'
import { realTimers } from './telemetry/follower.ts'

type MailConfig = Pick<Config, 'smtp_url' | 'mail_from' | 'mail_copy' | 'mail_per_minute'>

export const mailSettings = ({ smtp_url, mail_from, mail_copy }: MailConfig): MailSettings => ({
  ...{ relay: smtp_url !== null, from: mail_from, copy_to: mail_copy },
})

/** Null: there is nothing to send by. Only the process that serves may send (ledger/write/mail.ts). */
export function openOutbox(config: MailConfig, ledger: Ledger, files: DocumentFiles, log: Logger): Sender | null {
  if (config.smtp_url === null) return null
  return createSender({
    queue: ledger,
    transport: smtpTransport({ url: config.smtp_url, from: config.mail_from }),
    files: mail => attachmentsOf(mail, ledger, files),
    per_minute: config.mail_per_minute,
    clock: { now_ms: Date.now },
    timers: realTimers,
    log,
  })
}

export const attachmentsOf = (
  mail: Mail,
  ledger: Pick<Ledger, 'document'>,
  files: DocumentFiles,
): Promise<MailFile[]> =>
  Promise.all(
    mail.attachments.map(async number => {
      const document = await ledger.document(number)
      if (document === null) throw new Error(`there is no document ${number}`)
      return { filename: `${number.replaceAll('/', '-')}.pdf`, content: await files.pdf(document) }
    }),
  )
