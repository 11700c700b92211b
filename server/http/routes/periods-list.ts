/** GET /periods: months from the first use to the present one, newest first, and where each of them stands. */
import { page } from '#server/contract/api.ts'
import { PeriodView } from '#server/contract/books.ts'
import { nextPeriod } from '#server/domain/periods/calendar.ts'
import { periodOf } from '#server/domain/time.ts'
import { viewPeriod } from '../periods.ts'
import { siteOf } from '../site.ts'
import type { Route } from './route.ts'

/** A year on one page; earlier ones are asked for by name. */
const MONTHS_MAX = 12

export const listPeriods: Route = (app, deps) => {
  const schema = { tags: ['money'], summary: 'Months', response: { 200: page(PeriodView) } }
  app.get('/periods', { schema }, async () => {
    const { first_period, closings } = await deps.books.context()
    const present = periodOf(deps.clock.now_ms(), siteOf(deps.core).timezone)
    const first = [first_period, closings[0]?.period, present].reduce((a, b) => (a && b ? (a < b ? a : b) : (a ?? b)))
    const periods: string[] = []
    for (let period = first ?? present; period <= present; period = nextPeriod(period)) periods.unshift(period)
    const items = []
    for (const period of periods.slice(0, MONTHS_MAX)) items.push(await viewPeriod(deps, period))
    return { items, next: null }
  })
}
