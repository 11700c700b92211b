/**
 * Works the queue off, one mail at a time and no faster than the relay may be asked to. Before an attempt the queue says
 * `sending`, after it what it came to: killed in between, the mail is tried again under the same Message-ID and no other is.
 */
import { afterAttempt } from '#server/domain/mail/after-attempt.ts'
import type { Mail, MailChange, SendOutcome } from '#server/domain/mail/types.ts'
import { POLL_MS, RELAY_REST_MS } from './limits.ts'
import type { MailFile, Transport } from './transport.ts'

export interface MailQueuePort {
  claimMail(now_ms: number): Promise<Mail | null>
  recordMail(id: number, change: MailChange): Promise<void>
  recoverMails(now_ms: number): Promise<number>
}
export type SenderLog = { warn(details: object, message: string): void; info(details: object, message: string): void }
export type SenderOptions = {
  queue: MailQueuePort
  transport: Transport
  /** Files of the documents named, in their order; rejects where one cannot be made. */
  files(mail: Mail): Promise<MailFile[]>
  per_minute: number
  clock: { now_ms(): number }
  /** Calls back once after `ms`, unless the returned function is called first. */
  timers: { after(ms: number, callback: () => void): () => void }
  log: SenderLog
}
export type Sender = {
  start(): void
  /** Resolves when the mail in hand has its answer. */
  stop(): Promise<void>
}

const MINUTE_MS = 60_000

export function createSender(options: SenderOptions): Sender {
  const { timers, log } = options
  const round = sendingRounds(options)
  let stopping = false
  let relay_failures = 0
  let running: Promise<void> | undefined
  let wake: (() => void) | undefined

  async function run(): Promise<void> {
    while (!stopping) await pause(await oneRound())
  }

  /** How long to rest after it. */
  async function oneRound(): Promise<number> {
    try {
      const outcome = await round()
      if (outcome === null) return POLL_MS
      if (outcome.kind !== 'no-relay') {
        relay_failures = 0
        return Math.ceil(MINUTE_MS / options.per_minute)
      }
      relay_failures += 1
      const rest_ms = RELAY_REST_MS[Math.min(relay_failures, RELAY_REST_MS.length) - 1] ?? MINUTE_MS
      log.warn({ error: outcome.words, rest_ms }, 'the mail server is not there')
      return rest_ms
    } catch (error) {
      log.warn({ error }, 'the outbox cannot be written')
      return MINUTE_MS
    }
  }

  function pause(ms: number): Promise<void> {
    if (stopping) return Promise.resolve()
    return new Promise(resolve => {
      const done = (): void => {
        cancel()
        wake = undefined
        resolve()
      }
      const cancel = timers.after(ms, done)
      wake = done
    })
  }

  return {
    start() {
      running ??= run()
    },
    async stop() {
      stopping = true
      wake?.()
      await running
    },
  }
}

type RoundParts = Pick<SenderOptions, 'queue' | 'transport' | 'files' | 'clock' | 'log'>

/**
 * Each call makes one attempt at the mail that is due first; null: none is. The first call takes up what was cut short when the
 * last process died; an outcome that could not be written (full disk) is written before anything else is sent.
 */
export function sendingRounds({ queue, clock, log, ...parts }: RoundParts): () => Promise<SendOutcome | null> {
  let recovered = false
  let owed: { id: number; change: MailChange } | null = null
  return async () => {
    if (!recovered) {
      const mails = await queue.recoverMails(clock.now_ms())
      if (mails > 0) log.info({ mails }, 'mails whose sending was cut short are sent again')
      recovered = true
    }
    if (owed !== null) await queue.recordMail(owed.id, owed.change)
    owed = null
    const mail = await queue.claimMail(clock.now_ms())
    if (mail === null) return null
    const outcome = await attempt(mail, parts)
    owed = { id: mail.id, change: afterAttempt(mail, outcome, clock.now_ms()) }
    await queue.recordMail(owed.id, owed.change)
    owed = null
    return outcome
  }
}

async function attempt(mail: Mail, parts: Pick<RoundParts, 'transport' | 'files'>): Promise<SendOutcome> {
  let files: MailFile[]
  try {
    files = await parts.files(mail)
  } catch (error) {
    return { kind: 'unmade', code: null, words: error instanceof Error ? error.message : String(error) }
  }
  return parts.transport.send({ mail, files })
}
