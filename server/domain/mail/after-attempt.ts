/** What becomes of a mail after an attempt: pure, so that every path is tried in a test. */
import type { Mail, MailChange, SendOutcome } from './types.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/**
 * Greylisting lets a mail in after some minutes; a full mailbox or a relay that is down takes hours. RFC 5321 §4.5.4.1 wants
 * retries to slow down, and four or five days before giving up.
 */
const WAITS_MS = [1, 5, 15, 30, 60, 120, 240].map(minutes => minutes * MINUTE_MS)
export const GIVE_UP_AFTER_MS: number = 4 * 24 * HOUR_MS
/** A server's words are shown; a server that sends a novel is cut. */
const WORDS_MAX = 500

/** `attempts` counts the one that has just failed. */
export const waitAfter_ms = (attempts: number): number =>
  WAITS_MS[Math.min(Math.max(attempts, 1), WAITS_MS.length) - 1] ?? HOUR_MS

export function afterAttempt(
  mail: Pick<Mail, 'attempts' | 'queued_at_ms'>,
  outcome: SendOutcome,
  now_ms: number,
): MailChange {
  const said = { reply_code: outcome.code, reply: outcome.words.slice(0, WORDS_MAX) }
  const over = { next_at_ms: now_ms, sent_at_ms: null, ...said }
  switch (outcome.kind) {
    case 'accepted':
      return { ...over, state: 'sent', sent_at_ms: now_ms }
    case 'refused':
      return { ...over, state: 'bounced' }
    case 'unmade':
      return { ...over, state: 'failed' }
    case 'later':
    case 'no-relay': {
      const next_at_ms = now_ms + waitAfter_ms(mail.attempts)
      if (next_at_ms - mail.queued_at_ms > GIVE_UP_AFTER_MS) return { ...over, state: 'failed' }
      return { ...over, state: 'queued', next_at_ms }
    }
  }
}
