/** Machine time per day of the month, for the bars of an invoice: of a person's own sessions, of an organisation's only together. */
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Session } from '#server/domain/metering/types.ts'
import { GROUP_MIN } from '#server/domain/sharing/small-groups.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { localDate, periodRange } from '#server/domain/time.ts'

export type Days = (sessions: ReadonlySet<string>, payer: Payer) => AccountingDocument['days']
export type SessionReads = { sessionsStarting(range: { from_ms: number; to_ms: number }): Promise<Session[]> }

export async function daysOfSessions(ledger: SessionReads, period: string, directory: Directory): Promise<Days> {
  const zone = directory.site?.timezone ?? 'UTC'
  const sessions = await ledger.sessionsStarting(periodRange(period, zone))
  return (ids, payer) => {
    const own = sessions.filter(({ id }) => ids.has(id))
    // Fewer than three people could be told apart by the days they came (design rule 10)
    if (payer.kind === 'organisation' && new Set(own.map(({ member }) => member)).size < GROUP_MIN) return []
    const days = new Map<string, number>()
    for (const { start_at_ms, running_ms } of own) {
      const date = localDate(start_at_ms, zone)
      days.set(date, (days.get(date) ?? 0) + running_ms)
    }
    return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, running_ms]) => ({ date, running_ms }))
  }
}
