/** The mail of a reminder: its letter as it stands, each invoice attached as a copy, under an id that its step and oldest invoice make. */
import type { ReminderStep } from '#server/domain/accounting/payment-entries.ts'
import type { Reminder } from '#server/domain/accounting/reminder.ts'
import type { ReminderLetter } from '#server/domain/accounting/reminder-text.ts'
import type { Directory } from '#server/domain/directory.ts'
import { messageId } from '#server/domain/mail/message-id.ts'
import { mailPage } from '#server/domain/mail/page.ts'
import { senderOf } from '#server/domain/mail/sender-of.ts'
import type { MailOrder, MailSettings } from '#server/domain/mail/types.ts'

/** How it can go out, and why not otherwise. */
export type ReminderWay =
  | { by: 'mail'; to: string }
  | { by: 'paper'; why: 'mail-off' | 'no-relay' | 'no-sender' | 'no-address' | 'asked-paper' | 'by-choice' }

export type WayQuestion = {
  /** the issuer's own setting: nothing is mailed before it says so */
  reminder_mail: boolean
  mail: MailSettings
  /** the issuer's, where answers go */
  own_address: string | null
  to_address: string | null
  /** they are written to on paper, whatever address is known */
  on_paper: boolean
}

export function wayOf({ reminder_mail, mail, own_address, to_address, on_paper }: WayQuestion): ReminderWay {
  if (!reminder_mail) return { by: 'paper', why: 'mail-off' }
  if (on_paper) return { by: 'paper', why: 'asked-paper' }
  if (!mail.relay) return { by: 'paper', why: 'no-relay' }
  if (mail.from === null && own_address === null) return { by: 'paper', why: 'no-sender' }
  return to_address === null ? { by: 'paper', why: 'no-address' } : { by: 'mail', to: to_address }
}

export const reminderKind = (step: ReminderStep): string => `reminder-${step}`
/** A step is taken once for an invoice, and a reminder's oldest invoice names it: the two are never the same again. */
export const reminderAbout = (documents: readonly string[]): string => documents[0] ?? ''

export type ReminderMailOf = {
  reminder: Reminder
  letter: ReminderLetter
  name: string
  to_address: string
  directory: Directory
  copy_to: string | null
}

export function reminderMails({ reminder, letter, name, to_address, directory, copy_to }: ReminderMailOf): MailOrder[] {
  const { issuer: id, payer, step, items } = reminder
  const issuer = directory.issuers.get(id)
  const attachments = items.map(item => item.document)
  const [about, kind] = [reminderAbout(attachments), reminderKind(step)]
  const { subject, body: text } = letter
  const html = mailPage({ subject, language: letter.language, paragraphs: text.trimEnd().split('\n\n'), small: null })
  const common = {
    ...{ issuer: id, about, attachments, subject, text, html },
    ...senderOf(issuer, { from_name: issuer?.name ?? id, reply_to: issuer?.invoicing?.email ?? null }),
  }
  const idOf = (of: string, address: string): string =>
    messageId({ site: directory.site?.site ?? '', kind: of, about, address })
  const mail: MailOrder = {
    ...{ ...common, kind, message_id: idOf(kind, to_address), to_name: name, to_address },
    recipient: { kind: payer.kind === 'organisation' ? 'organisation' : 'member', id: payer.id },
  }
  if (copy_to === null) return [mail]
  return [
    mail,
    {
      ...{ ...common, kind: 'copy', message_id: idOf(`${kind}-copy`, copy_to) },
      ...{ to_name: common.from_name, to_address: copy_to, recipient: { kind: 'staff', id } },
    },
  ]
}
