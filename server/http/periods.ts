/** Gathers what a month's routes tell, and turns what the books refuse into problems. */
import type { CloseContext } from '#server/books/month.ts'
import type { PeriodView } from '#server/contract/books.ts'
import type { CloseRefusal } from '#server/domain/periods/close.ts'
import { refusalToClose, saidOfClosing } from '#server/domain/periods/close.ts'
import type { Closing } from '#server/domain/periods/month.ts'
import { rulesOf } from '#server/domain/periods/rules.ts'
import type { Said } from '#server/domain/refusals.ts'
import { periodRange } from '#server/domain/time.ts'
import { type PeriodPicture, presentPeriod } from '#server/present/books.ts'
import type { HttpDeps } from './deps.ts'
import { HttpProblem } from './problem.ts'
import { siteOf } from './site.ts'

export const contestRules = ({ core }: Pick<HttpDeps, 'core'>) => ({
  contest_days: rulesOf(core.directory().site).contest_days,
  zone: siteOf(core).timezone,
})

export async function viewPeriod(deps: HttpDeps, period: string): Promise<PeriodView> {
  const context = await deps.books.context()
  const closing = context.closings.find(one => one.period === period) ?? null
  const picture = closing === null ? await openPicture(deps, period, context) : await closedPicture(deps, closing)
  return presentPeriod(picture, contestRules(deps))
}

/** A closed month is read, and never computed again: it may hold more sessions than one wants to look at in a list. */
async function closedPicture({ books }: HttpDeps, closing: Closing): Promise<PeriodPicture> {
  const { period, statement_hash } = closing
  const statement = await books.statement(period)
  const refusal = { kind: 'already-closed', closing } as const
  return { period, statement, statement_hash, closing, queue: [], refusal, late: 0, over: true }
}

async function openPicture(deps: HttpDeps, period: string, context: CloseContext): Promise<PeriodPicture> {
  const open = await deps.books.now(period)
  const now_ms = deps.clock.now_ms()
  const refusal = refusalToClose(open, open.queue, { now_ms, ...context })
  const over = now_ms >= periodRange(period, siteOf(deps.core).timezone).to_ms
  return { ...open, closing: null, refusal, over }
}

export function refusedToClose(period: string, refusal: CloseRefusal): HttpProblem {
  const { code, params } = saidOfClosing(period, refusal)
  const items = refusal.kind === 'unsettled' ? refusal.items : []
  const errors = items.map(({ thing, kinds }) => ({ path: thing.ref, message: kinds.join(', ') }))
  return new HttpProblem(409, code, params, errors.length === 0 ? undefined : errors)
}

/** Somebody else was quicker each time: nothing was written, asking again is right. */
export const busy = (): HttpProblem => new HttpProblem(409, 'busy')
export const objected = ({ code, params }: Said): HttpProblem => new HttpProblem(422, code, params)
