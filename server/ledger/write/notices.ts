/** Who asked to be told of what, and what each was told: the latter in one transaction with the mails that tell it. */
import type { MailOrder } from '#server/domain/mail/types.ts'
import type { ReaderState, Wish } from '#server/domain/notices/types.ts'
import type { Connection } from '../connection.ts'
import type { MailQueue } from './mail.ts'

export type NoticeStore = {
  wishes(): Map<string, Wish>
  putWish(account: string, wish: Wish): void
  states(): Map<string, ReaderState>
  /** null: the account is gone, and what it wished with it */
  keep(states: ReadonlyMap<string, ReaderState | null>, orders: readonly MailOrder[], now_ms: number): void
}

type Row = { account: string; value: string }

export function noticeStore(db: Connection, mail: MailQueue): NoticeStore {
  const wishes = db.prepare<[], Row>('SELECT account, wish AS value FROM notice_wish')
  const states = db.prepare<[], Row>('SELECT account, state AS value FROM notice_state')
  const put_wish = db.prepare(
    'INSERT INTO notice_wish (account, wish) VALUES (?, ?) ON CONFLICT DO UPDATE SET wish = excluded.wish',
  )
  const put_state = db.prepare(
    'INSERT INTO notice_state (account, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state',
  )
  const forget_wish = db.prepare('DELETE FROM notice_wish WHERE account = ?')
  const forget_state = db.prepare('DELETE FROM notice_state WHERE account = ?')
  const parsed = <T>(rows: Row[]): Map<string, T> =>
    new Map(rows.map(({ account, value }) => [account, JSON.parse(value) as T]))
  const keep = db.transaction<NoticeStore['keep']>((of, orders, now_ms) => {
    for (const [account, state] of of) {
      if (state !== null) put_state.run(account, JSON.stringify(state))
      else {
        forget_wish.run(account)
        forget_state.run(account)
      }
    }
    mail.enqueue(orders, now_ms)
  })
  return {
    wishes: () => parsed(wishes.all()),
    putWish: (account, wish) => void put_wish.run(account, JSON.stringify(wish)),
    states: () => parsed(states.all()),
    keep: (of, orders, now_ms) => keep.immediate(of, orders, now_ms),
  }
}
