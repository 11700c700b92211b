/** What a notification of a mail server means for the mail it is about: pure, so that every kind is tried in a test. */
import type { Mail } from './types.ts'

export type Notification = {
  /** of the mail that came back; null: it does not say */
  message_id: string | null
  recipients: {
    address: string
    /** not delivered, and not tried again; else delayed, delivered or handed on */
    failed: boolean
    /** RFC 3463: 5.1.1 */
    status: string | null
    /** of the server that refused it */
    words: string | null
  }[]
}

/** What is kept of a mail that came back. */
export type Bounced = Pick<Mail, 'reply_code' | 'reply'>

const WORDS_MAX = 500

/** Null: it says of nobody that it was not delivered. */
export function bouncedBy({ recipients }: Notification): (Bounced & { address: string }) | null {
  const failed = recipients.find(one => one.failed)
  if (failed === undefined) return null
  const { address, status, words } = failed
  const said = (words ?? status ?? '').replaceAll(/\s+/g, ' ').trim()
  const code = /^([245]\d\d)\b/.exec(said)?.[1]
  return { address, reply_code: code === undefined ? null : Number(code), reply: said.slice(0, WORDS_MAX) }
}
