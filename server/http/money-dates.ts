/** What a month is computed from by its date: dated in one that is closed it would never be counted. */
import type { HttpDeps } from './deps.ts'
import { unacceptable } from './problem.ts'

export async function checkOpen({ books }: Pick<HttpDeps, 'books'>, date: string): Promise<void> {
  const last = (await books.context()).closings.at(-1)?.period
  if (last !== undefined && date.slice(0, 7) <= last)
    throw unacceptable('body.date', 'dated-in-closed', { period: last })
}
