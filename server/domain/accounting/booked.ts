/** An entry of the accounts with its place in the journal and the day it belongs to: what books are made from, in the order of `n`. */
import { localDate } from '../time.ts'
import type { AccountsEntry } from './entries.ts'

export type Booked = {
  n: number
  /** ISO; of the thing itself, not of its being written down */
  date: string
  /** ISO; the day it was written down, from which it is immutable */
  booked_date: string
  entry: AccountsEntry
}

export function bookedOf(at: { n: number; at_ms: number; entry: AccountsEntry }, zone: string): Booked {
  const booked_date = localDate(at.at_ms, zone)
  return { n: at.n, date: bookingDate(at.entry) ?? booked_date, booked_date, entry: at.entry }
}

/** The day an entry is booked on; null: it moves nothing in the books. */
export function bookingDate(entry: AccountsEntry): string | null {
  switch (entry.type) {
    case 'issued':
      return entry.issue_date
    case 'paid':
      return entry.payment.date
    case 'allocated':
    case 'returned':
    case 'written-off':
      return entry.date
    default:
      return null
  }
}
