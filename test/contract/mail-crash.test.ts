/**
 * A thousand processes that die at a random point while they send, from seeds, against real SMTP servers and real queues. No mail
 * arrives twice but in the one named case (issue 5, item 4): the server had accepted it and we had not yet written so.
 */
import { expect, it } from 'vitest'
import { type MailQueuePort, type SenderOptions, sendingRounds } from '#server/billing/mail/sender.ts'
import { smtpTransport, type Transport } from '#server/billing/mail/transport.ts'
import { NOON_MS, orderOf, type QueueLab, queueLab, SILENT } from '../support/mail-lab.ts'
import { seeded } from '../support/seeded.ts'
import { type Manner, SmtpLab } from '../support/smtp-lab.ts'

/** smtp-server greets after 100 ms: side by side they wait together. */
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)
const CRASHES_PER_SEED = 50
const MAILS_AT_ONCE = 4
/** recover, record and claim, send, record: before and after each, and a mail or two more */
const STEPS = 14
const DAY_MS = 86_400_000

class Crash extends Error {}

class Outbox {
  crashes = 0
  ordered = 0
  now_ms = NOON_MS
  /** by Message-ID: how often it was taken without our having written so */
  readonly named = new Map<string, number>()
  readonly #smtp: SmtpLab
  readonly #queue: QueueLab
  readonly #random: () => number

  constructor(smtp: SmtpLab, queue: QueueLab, random: () => number) {
    this.#smtp = smtp
    this.#queue = queue
    this.#random = random
  }

  async order(): Promise<void> {
    const orders = Array.from({ length: MAILS_AT_ONCE }, () => orderOf(`M-${++this.ordered}`, { attachments: [] }))
    await this.#queue.ledger.enqueueMails(orders, this.now_ms)
  }

  /** One life of the process. It dies before or after the step of that number; `null`: it lives until nothing is due. */
  async live(dies_at: number | null): Promise<void> {
    const { ledger } = this.#queue
    let step = 0
    let in_hand = ''
    let taken_unwritten = false
    const dangerous = async <T>(work: () => Promise<T>): Promise<T> => {
      if (step++ === dies_at) throw new Crash()
      const result = await work()
      if (step++ === dies_at) throw new Crash()
      return result
    }
    const queue: MailQueuePort = {
      recoverMails: at_ms => dangerous(() => ledger.recoverMails(at_ms)),
      claimMail: at_ms =>
        dangerous(async () => {
          const mail = await ledger.claimMail(at_ms)
          in_hand = mail?.message_id ?? ''
          return mail
        }),
      recordMail: (id, change) =>
        dangerous(async () => {
          await ledger.recordMail(id, change)
          taken_unwritten = false
        }),
    }
    const real = smtpTransport({ url: this.#smtp.url, from: null })
    const transport: Transport = {
      send: letter =>
        dangerous(async () => {
          this.#smtp.manner = dies_at === null ? { kind: 'take' } : this.#manner()
          const outcome = await real.send(letter)
          if (this.#smtp.manner.kind === 'cut-after') this.#note(in_hand)
          taken_unwritten = outcome.kind === 'accepted'
          return outcome
        }),
    }
    const parts: Pick<SenderOptions, 'files' | 'clock' | 'log'> = {
      ...{ files: () => Promise.resolve([]), clock: { now_ms: () => this.now_ms }, log: SILENT },
    }
    const round = sendingRounds({ queue, transport, ...parts })
    try {
      while ((await round()) !== null);
    } catch (error) {
      if (!(error instanceof Crash)) throw error
      this.crashes += 1
      if (taken_unwritten) this.#note(in_hand)
    }
  }

  #note(id: string): void {
    this.named.set(id, (this.named.get(id) ?? 0) + 1)
  }

  #manner(): Manner {
    const draw = this.#random()
    if (draw < 0.7) return { kind: 'take' }
    const at = (['mail', 'rcpt', 'data'] as const)[Math.floor(this.#random() * 3)] ?? 'rcpt'
    if (draw < 0.8) return { kind: 'refuse', at, code: 451, words: 'later' }
    return { kind: draw < 0.9 ? 'cut-in-data' : 'cut-after' }
  }
}

it(`${SEEDS.length * CRASHES_PER_SEED} crashes lose no mail, and repeat none but between acceptance and record`, async () => {
  await Promise.all(SEEDS.map(crashing))
}, 600_000)

async function crashing(seed: number): Promise<void> {
  const random = seeded(seed)
  const smtp = await SmtpLab.start()
  const queue = await queueLab()
  const outbox = new Outbox(smtp, queue, random)
  while (outbox.crashes < CRASHES_PER_SEED) {
    if (random() < 0.3) await outbox.order()
    if (random() < 0.05) await queue.reopen()
    outbox.now_ms += 600_000
    await outbox.live(Math.floor(random() * STEPS))
  }
  outbox.now_ms += DAY_MS
  await outbox.live(null)

  const arrived = new Map<string, number>()
  for (const id of smtp.messageIds()) arrived.set(id, (arrived.get(id) ?? 0) + 1)
  const none = { queued: 0, sending: 0, bounced: 0, failed: 0 }
  expect({ seed, ...(await queue.ledger.mailCounts()) }).toEqual({ seed, sent: outbox.ordered, ...none })
  expect(arrived.size).toBe(outbox.ordered)
  const expected = new Map([...arrived.keys()].map(id => [id, 1 + (outbox.named.get(id) ?? 0)]))
  expect(arrived).toEqual(expected)
  expect(outbox.named.size).toBeGreaterThan(0)
  await smtp.stop()
  await queue.close()
}
