/** Mails on their way, the notices among them, and long work: no cache rests on these, so nothing is read again for them. */
import type { Bounced } from '#server/domain/mail/bounce.ts'
import type { Mail, MailChange, MailOrder } from '#server/domain/mail/types.ts'
import type { ReaderState, Wish } from '#server/domain/notices/types.ts'
import type * as T from '../types.ts'
import { jobStore } from '../write/jobs.ts'
import { mailQueue } from '../write/mail.ts'
import { noticeStore } from '../write/notices.ts'
import type { Parts } from './parts.ts'

export function mailDoor({ db, ask, done }: Parts) {
  const queue = mailQueue(db)
  return {
    enqueueMails: (orders: readonly MailOrder[], now_ms: number): Promise<{ queued: number; known: number }> =>
      done(() => queue.enqueue(orders, now_ms)),
    claimMail: (now_ms: number): Promise<Mail | null> => done(() => queue.claim(now_ms)),
    recordMail: (id: number, change: MailChange): Promise<void> => done(() => queue.record(id, change)),
    recoverMails: (now_ms: number): Promise<number> => done(() => queue.recover(now_ms)),
    bounceMail: (id: number, bounced: Bounced): Promise<boolean> => done(() => queue.bounce(id, bounced)),
    retryMail: (id: number, now_ms: number): Promise<boolean> => done(() => queue.retry(id, now_ms)),
    readdressMail: (id: number, to: { message_id: string; to_address: string }, now_ms: number): Promise<boolean> =>
      done(() => queue.readdress(id, to, now_ms)),
    mail: (id: number): Promise<T.MailRow | null> => ask((on, { mail }) => mail(on, id)),
    mails: (query: T.MailQuery): Promise<T.Page<T.MailRow>> => ask((on, { mails }) => mails(on, query)),
    mailCounts: (): Promise<T.MailCounts> => ask((on, { mailCounts }) => mailCounts(on)),
    /** What became of a month's documents that were handed to the post. */
    postedOf: (about: string, since_ms = 0): Promise<T.Posted> => ask((on, { posted }) => posted(on, about, since_ms)),
    ...noticesDoor({ notices: noticeStore(db, queue), done }),
    ...jobsDoor({ jobs: jobStore(db), done }),
  }
}

function noticesDoor({ notices, done }: { notices: ReturnType<typeof noticeStore>; done: Parts['done'] }) {
  return {
    async noticeWishes(): Promise<Map<string, Wish>> {
      return notices.wishes()
    },
    putNoticeWish: (account: string, wish: Wish): Promise<void> => done(() => notices.putWish(account, wish)),
    async noticeStates(): Promise<Map<string, ReaderState>> {
      return notices.states()
    },
    /** What each was told together with the mails that tell it, or neither. */
    keepNotices: (
      states: ReadonlyMap<string, ReaderState | null>,
      orders: readonly MailOrder[],
      now_ms: number,
    ): Promise<void> => done(() => notices.keep(states, orders, now_ms)),
  }
}

/** Long work, and what was last seen of a month. */
function jobsDoor({ jobs, done }: { jobs: ReturnType<typeof jobStore>; done: Parts['done'] }) {
  return {
    putJob: (row: T.JobRow): Promise<void> => done(() => jobs.put(row)),
    async jobs(limit: number): Promise<T.JobRow[]> {
      return jobs.list(limit)
    },
    async job(id: string): Promise<T.JobRow | null> {
      return jobs.get(id)
    },
    async runningJobs(): Promise<T.JobRow[]> {
      return jobs.running()
    },
    putSeenMonth: (account: string, period: string, seen: T.SeenMonth): Promise<void> =>
      done(() => jobs.putSeen(account, period, seen)),
    async seenMonth(account: string, period: string): Promise<T.SeenMonth | null> {
      return jobs.seen(account, period)
    },
  }
}
