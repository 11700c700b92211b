/** A month's statements from the ledger: the sessions that start in it, shared by the directory's rules. */
import type { PeriodPreview } from '#server/contract/api.ts'
import type { Directory } from '#server/domain/directory.ts'
import type { Session } from '#server/domain/metering/types.ts'
import { periodStatement } from '#server/domain/sharing/statement.ts'
import { useOfSession } from '#server/domain/sharing/use.ts'
import { periodRange } from '#server/domain/time.ts'

export type PreviewReads = {
  sessionsStarting(range: { from_ms: number; to_ms: number }): Promise<Session[]>
  persons(): Promise<{ member: string; name: string | null }[]>
}

/** `period` is `yyyy-mm`. Open sessions are left out: they are in the settling queue until they end. */
export async function previewPeriod(reads: PreviewReads, directory: Directory, period: string): Promise<PeriodPreview> {
  const zone = directory.site?.timezone ?? 'UTC'
  const [sessions, persons] = await Promise.all([reads.sessionsStarting(periodRange(period, zone)), reads.persons()])
  const statement = periodStatement({
    directory,
    period,
    uses: sessions.filter(session => session.end_at_ms !== null).map(session => useOfSession(session, directory)),
  })
  const names = new Map(persons.map(person => [person.member, person.name]))
  return {
    ...statement,
    members: statement.members.map(member => ({ ...member, name: names.get(member.id) ?? member.id })),
  }
}
