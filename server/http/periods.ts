/** Gathers what a month's routes tell, and turns what the books refuse into problems. */
import type { PeriodView } from '#server/contract/books.ts'
import type { CloseRefusal } from '#server/domain/periods/close.ts'
import { refusalToClose } from '#server/domain/periods/close.ts'
import { rulesOf } from '#server/domain/periods/rules.ts'
import { periodRange } from '#server/domain/time.ts'
import { presentPeriod } from '#server/present/books.ts'
import type { HttpDeps } from './deps.ts'
import { HttpProblem } from './problem.ts'
import { siteOf } from './site.ts'

export const booksRules = ({ core }: Pick<HttpDeps, 'core'>) => rulesOf(core.directory().site)

export async function viewPeriod(deps: HttpDeps, period: string): Promise<PeriodView> {
  const { books, clock, core } = deps
  const [now, context] = await Promise.all([books.now(period), books.context()])
  const closing = context.closings.find(one => one.period === period) ?? null
  const now_ms = clock.now_ms()
  const picture = {
    period,
    statement: closing === null ? now.statement : await books.statement(period),
    statement_hash: closing?.statement_hash ?? now.statement_hash,
    closing,
    queue: now.queue,
    refusal: refusalToClose(now.month, now.queue, { now_ms, ...context }),
    late: now.month.late.length,
    over: now_ms >= periodRange(period, siteOf(core).timezone).to_ms,
  }
  return presentPeriod(picture, booksRules(deps))
}

export function refusedToClose(period: string, refusal: CloseRefusal): HttpProblem {
  switch (refusal.kind) {
    case 'already-closed':
      return new HttpProblem(409, `${period} is closed already`)
    case 'out-of-order':
      return new HttpProblem(409, `${refusal.first} is still open: months close one after the other`)
    case 'not-over':
      return new HttpProblem(409, `${period} is not over`)
    case 'unsettled': {
      const errors = refusal.items.map(({ thing, kinds }) => ({ path: thing.ref, message: kinds.join(', ') }))
      const many = refusal.items.length
      return new HttpProblem(409, `${many} ${many === 1 ? 'item waits' : 'items wait'} for a decision`, errors)
    }
  }
}

/** Somebody else was quicker each time: nothing was written, asking again is right. */
export const busy = (): HttpProblem => new HttpProblem(409, 'others keep writing: look again and repeat')
export const objected = (objection: string): HttpProblem => new HttpProblem(422, objection)
