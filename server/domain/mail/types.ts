/**
 * A mail from its order to its end. What a mail says is fixed when it is ordered, so that a second attempt sends the same; files
 * are made at sending, from issued documents that never change. Beside the chain and erasable: it holds names and addresses.
 */

/** `invoice`, `credit-note`; reminders, faults and what comes later bring words of their own. */
export type MailKind = string

export type MailRecipient = { kind: 'member' | 'organisation' | 'staff'; id: string }

export type MailOrder = {
  /** the same for ever for one thing and one recipient: a mail that comes twice is known by it (RFC 5322 §3.6.4) */
  message_id: string
  kind: MailKind
  issuer: string | null
  /** what it is about: a document's number, a fault */
  about: string
  recipient: MailRecipient
  to_name: string
  to_address: string
  /** who writes; the address it goes out under is the relay's business (NAVETTE_MAIL_FROM) */
  from_name: string
  /** answers go there; null: to the sender */
  reply_to: string | null
  subject: string
  text: string
  html: string
  /** numbers of issued documents whose PDF goes with it */
  attachments: string[]
}

/**
 * `queued` → `sending` → `sent`, or back to `queued` where the other side says "later", or `bounced` where it says "never", or
 * `failed` where "later" was said for too long or the mail could not be made.
 */
export type MailState = 'queued' | 'sending' | 'sent' | 'bounced' | 'failed'

export type Mail = MailOrder & {
  id: number
  state: MailState
  queued_at_ms: number
  /** not before; while `sending` or done: when that began */
  next_at_ms: number
  attempts: number
  sent_at_ms: number | null
  /** SMTP reply of the last attempt, as the server worded it; null: none yet */
  reply_code: number | null
  reply: string | null
}

/** What one attempt came to. */
export type SendOutcome =
  | { kind: 'accepted'; code: number | null; words: string }
  /** 5yz: the same again would be refused again (RFC 5321 §4.2.1) */
  | { kind: 'refused'; code: number | null; words: string }
  /** 4yz, or the connection broke: perhaps later */
  | { kind: 'later'; code: number | null; words: string }
  /** the relay itself is not there or does not let us in: it is no mail's fault */
  | { kind: 'no-relay'; code: number | null; words: string }
  /** it could not be made here: its file is missing */
  | { kind: 'unmade'; code: null; words: string }

/** What changes in a mail after an attempt. */
export type MailChange = Pick<Mail, 'state' | 'next_at_ms' | 'sent_at_ms' | 'reply_code' | 'reply'>

/** How this atelier sends. */
export type MailSettings = {
  /** whether there is a server to send by */
  relay: boolean
  /** the address every mail goes out under; null: the issuer's own */
  from: string | null
  /** gets a copy of each; null: nobody does */
  copy_to: string | null
}
