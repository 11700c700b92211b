/** Whether work that a restart cut short had been committed: each is one transaction, so its rows are there or they are not. */
import type { JobRow } from '#server/domain/records.ts'

export interface DoneReads {
  closings(): Promise<{ period: string; at_ms: number }[]>
  accountEntries(query: { types: ['issued'] }): Promise<{ at_ms: number }[]>
  mails(query: { limit: number; cursor: null }): Promise<{ items: { queued_at_ms: number }[] }>
}

export async function wasDone(ledger: DoneReads, { kind, about, began_at_ms }: JobRow): Promise<boolean> {
  switch (kind) {
    case 'close':
      return (await ledger.closings()).some(one => one.period === about && one.at_ms >= began_at_ms)
    case 'issue':
      // One issuing at a time: whatever was issued since is this work's
      return (await ledger.accountEntries({ types: ['issued'] })).some(one => one.at_ms >= began_at_ms)
    case 'send': {
      const { items } = await ledger.mails({ limit: 1, cursor: null })
      return items.some(one => one.queued_at_ms >= began_at_ms)
    }
  }
}
