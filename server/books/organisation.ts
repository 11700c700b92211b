/** A month and a year of one organisation: what it pays for, and what is left of its limit and its budget. */
import type { OrganisationFacts } from '#server/domain/directory.ts'
import type { Closing } from '#server/domain/periods/month.ts'
import { type OrganisationMonth, organisationMonth, paidBy_cents } from '#server/domain/sharing/organisation-month.ts'
import { monthsBetween } from '#server/domain/sharing/validity.ts'
import type { BooksParts } from './ports.ts'
import { computed, statementOf } from './statements.ts'

/** `left_cents` below zero: it is overdrawn. */
export type Allowance = { cents: number; spent_cents: number; left_cents: number }
export type OrganisationView = OrganisationMonth & {
  organisation: OrganisationFacts
  closing: Closing | null
  /** of this month; null: it has no limit */
  limit: Allowance | null
  /** of the calendar year until the end of this month; null: it has no budget */
  budget: Allowance | null
}

/** Null: there is no such organisation. */
export async function viewOrganisation(
  parts: BooksParts,
  period: string,
  id: string,
): Promise<OrganisationView | null> {
  const directory = parts.directory()
  const organisation = directory.organisations.get(id)
  if (organisation === undefined) return null
  const closing = (await parts.ledger.closings()).find(one => one.period === period) ?? null
  const now = await computed(parts.ledger, directory, period, closing?.computed_n ?? null)
  const statement = (closing === null ? null : await parts.ledger.closedStatement(period)) ?? now.statement
  const month = organisationMonth(directory, id, statement, now.uses)
  const { limit_cents_per_month, budget_cents_per_year } = organisation
  return {
    ...{ organisation, closing, ...month },
    limit: allowance(limit_cents_per_month, month.total_cents),
    budget:
      budget_cents_per_year == null
        ? null
        : allowance(budget_cents_per_year, (await earlier_cents(parts, period, id)) + month.total_cents),
  }
}

const allowance = (cents: number | null | undefined, spent_cents: number): Allowance | null =>
  cents == null ? null : { cents, spent_cents, left_cents: cents - spent_cents }

/** What the months of the year before this one came to, closed or not. */
async function earlier_cents({ ledger, directory }: BooksParts, period: string, id: string): Promise<number> {
  let sum = 0
  for (const month of monthsBetween(`${period.slice(0, 4)}-01`, period).slice(0, -1))
    sum += paidBy_cents(await statementOf(ledger, directory(), month), id)
  return sum
}
