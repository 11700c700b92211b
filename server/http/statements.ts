/** A member's statement for those who may read it: money's keepers, and the member herself. For others it does not exist. */
import type { FastifyRequest } from 'fastify'
import type { MemberMonth } from '#server/books/statements.ts'
import { seesStatement } from '#server/contract/visibility.ts'
import type { HttpDeps } from './deps.ts'
import { callerOf } from './plugins/authentication.ts'
import { notFound } from './problem.ts'

type Asking = FastifyRequest & { params: { period: string; member: string } }

export async function statementOr404({ books }: HttpDeps, request: Asking): Promise<MemberMonth> {
  const { period, member } = request.params
  const month = seesStatement(callerOf(request), member) ? await books.memberMonth(period, member) : null
  if (month === null) throw notFound('statement', `${period}/${member}`)
  return month
}
