/** How old what is owed is: by days past the due date, as an accountant reads it. */
import type { PayerAccount } from './balance.ts'
import { openOf } from './balance.ts'
import { daysBetween } from './debit-calendar.ts'

export type Ageing = {
  not_due_cents: number
  /** 1 to 30 days late, 31 to 60, 61 to 90, more */
  late_30_cents: number
  late_60_cents: number
  late_90_cents: number
  late_more_cents: number
  /** put to nothing yet; what is owed is the sum of the others less this */
  credit_cents: number
}

export function ageingOf(account: PayerAccount, today: string): Ageing {
  const ageing = {
    ...{ not_due_cents: 0, late_30_cents: 0, late_60_cents: 0, late_90_cents: 0, late_more_cents: 0 },
    credit_cents: account.credits.reduce((sum, credit) => sum + credit.cents, 0),
  }
  for (const { due_date, open_cents } of openOf(account)) ageing[bucketOf(daysBetween(due_date, today))] += open_cents
  return ageing
}

function bucketOf(late_days: number): Exclude<keyof Ageing, 'credit_cents'> {
  if (late_days <= 0) return 'not_due_cents'
  if (late_days <= 30) return 'late_30_cents'
  if (late_days <= 60) return 'late_60_cents'
  return late_days <= 90 ? 'late_90_cents' : 'late_more_cents'
}
