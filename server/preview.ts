/** A month's statements with people's names: as it was closed, or, while it is open, as sessions and decisions stand. */
import type { PeriodPreview } from '#server/contract/api.ts'
import type { Directory } from '#server/domain/directory.ts'
import { statementInput } from '#server/domain/periods/input.ts'
import { type PeriodStatement, periodStatement } from '#server/domain/sharing/statement.ts'
import { type MonthUseLedger, monthUse } from './month-use.ts'

export type PreviewReads = MonthUseLedger & {
  closedStatement(period: string): Promise<PeriodStatement | null>
  persons(): Promise<{ member: string; name: string | null }[]>
}

/** `period` is `yyyy-mm`. What is open or waits for a decision is left out: it is in the settling queue. */
export async function previewPeriod(reads: PreviewReads, directory: Directory, period: string): Promise<PeriodPreview> {
  const [statement, persons] = await Promise.all([statementOf(reads, directory, period), reads.persons()])
  const names = new Map(persons.map(person => [person.member, person.name]))
  return {
    ...statement,
    members: statement.members.map(member => ({ ...member, name: names.get(member.id) ?? member.id })),
  }
}

async function statementOf(reads: PreviewReads, directory: Directory, period: string): Promise<PeriodStatement> {
  const closed = await reads.closedStatement(period)
  if (closed !== null) return closed
  const { month, uses } = await monthUse(reads, directory, period, null)
  return periodStatement({ directory, ...statementInput(month, directory, uses) })
}
