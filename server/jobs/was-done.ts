/** Whether work that a restart cut short had been committed: each is one transaction, so its rows are there or they are not. */
import type { JobRow, Posted } from '#server/domain/records.ts'

export interface DoneReads {
  closings(): Promise<{ period: string; at_ms: number }[]>
  accountEntries(query: { types: ['issued'] }): Promise<{ at_ms: number; entry: { type: string; period?: string } }[]>
  /** mails of these documents that were queued since */
  postedOf(about: string, since_ms: number): Promise<Posted>
}

export async function wasDone(ledger: DoneReads, { kind, about, began_at_ms }: JobRow): Promise<boolean> {
  switch (kind) {
    case 'preview':
      // It writes nothing
      return false
    case 'close':
      return (await ledger.closings()).some(one => one.period === about && one.at_ms >= began_at_ms)
    case 'issue': {
      // One issuing at a time: whatever was issued of it since is this work's
      const issued = await ledger.accountEntries({ types: ['issued'] })
      return issued.some(({ at_ms, entry }) => entry.period === about && at_ms >= began_at_ms)
    }
    case 'send': {
      const { waiting, sent, back } = await ledger.postedOf(about, began_at_ms)
      return waiting + sent + back > 0
    }
  }
}
