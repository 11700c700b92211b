/** A month's statements with people's names: as it was closed, or, while it is open, as sessions and decisions stand. */

import type { PeriodPreview } from '#server/contract/api.ts'
import type { Directory } from '#server/domain/directory.ts'
import { statementInput } from '#server/domain/periods/input.ts'
import type { MonthBasis } from '#server/domain/periods/month.ts'
import { type PeriodStatement, periodStatement } from '#server/domain/sharing/statement.ts'
import { idsOf } from '#server/domain/sharing/use.ts'
import { keptMonths } from './books/kept.ts'
import { basisOf } from './books/month.ts'
import type { Tell } from './jobs/desk.ts'
import { type MonthUseLedger, monthUse } from './month-use.ts'

export type PreviewReads = MonthUseLedger & {
  closedStatement(period: string): Promise<PeriodStatement | null>
  persons(): Promise<{ member: string; name: string | null }[]>
}

/** `period` is `yyyy-mm`. What is open or waits for a decision is left out: it is in the settling queue. */
export const previewPeriod = (reads: PreviewReads, directory: Directory, period: string): Promise<PeriodPreview> =>
  named(reads, period, async () => (await openStatement(reads, directory, period)).statement)

type Kept = PreviewReads & { monthMoved(basis: MonthBasis): Promise<boolean> }
type Rules = { directory(): Directory; directory_n(): number }

/** The same for many who look: an open month is computed again only when something it rests on has come. */
export function keptPreviews(reads: Kept, { directory, directory_n }: Rules) {
  const listening = new Map<string, Set<Tell>>()
  const open = keptMonths<PeriodStatement>(
    basis => reads.monthMoved(basis),
    async period => {
      const rules_n = directory_n()
      const tell: Tell = (...said) => {
        for (const one of listening.get(period) ?? []) one(...said)
      }
      const { statement, month, uses } = await openStatement(reads, directory(), period, tell)
      return { value: statement, basis: basisOf(month, rules_n), weight: uses.flatMap(idsOf).length }
    },
  )
  return async (period: string, tell: Tell = () => undefined): Promise<PeriodPreview> => {
    const told = listening.get(period) ?? new Set()
    listening.set(period, told.add(tell))
    try {
      return await named(reads, period, () => open(period))
    } finally {
      told.delete(tell)
      if (told.size === 0) listening.delete(period)
    }
  }
}

async function named(
  reads: PreviewReads,
  period: string,
  open: () => Promise<PeriodStatement>,
): Promise<PeriodPreview> {
  const statementOf = async () => (await reads.closedStatement(period)) ?? (await open())
  const [statement, persons] = await Promise.all([statementOf(), reads.persons()])
  const names = new Map(persons.map(person => [person.member, person.name]))
  return {
    ...statement,
    members: statement.members.map(member => ({ ...member, name: names.get(member.id) ?? member.id })),
  }
}

async function openStatement(reads: MonthUseLedger, directory: Directory, period: string, tell?: Tell) {
  const { month, uses } = await monthUse(reads, directory, period, null, tell)
  const statement = periodStatement({ directory, ...statementInput(month, directory, uses) })
  return { statement, month, uses }
}
