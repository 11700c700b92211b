/**
 * Everything Navette keeps about whoever asks, as one file of JSON (RGPD art. 15 and 20): the ledger's rows by table, the sign-in
 * accounts, and a sentence on each of them. What is not a row of one person, and why, is said too.
 */

import type { Books } from '#server/books/desk.ts'
import type { MemberStatement } from '#server/contract/api.ts'
import { at } from '#server/present/words.ts'
import type { HttpDeps } from './deps.ts'
import { memberOr404 } from './members.ts'
import { ELSEWHERE, SAID_OF } from './my-data-words.ts'

export type MyData = {
  made_at: string
  member: string
  /** what each part is, and what becomes of it */
  explained: Record<string, string>
  /** where something of a person could be looked for and is not, and why */
  elsewhere: Record<string, string>
  sign_in: { accounts: unknown[]; sign_ins: unknown[]; tokens: unknown[] }
  statements: { period: string; statement: unknown }[]
  tables: Record<string, unknown[]>
}

export async function dataOf(member: string, deps: HttpDeps): Promise<MyData> {
  const { auth, reads, books, core, clock } = deps
  const { language } = memberOr404(core, member)
  const accounts = (await auth.users()).filter(one => one.member === member)
  const tokens = auth.tokens(null).filter(one => one.member === member)
  const ids = [...accounts, ...tokens].map(({ id }) => id)
  const [tables, statements] = await Promise.all([
    reads.aboutMember({ member, accounts: ids }),
    closedStatements(member, books),
  ])
  return {
    ...{ made_at: at(clock.now_ms()), member },
    ...{ explained: SAID_OF[language], elsewhere: ELSEWHERE[language] },
    sign_in: { accounts, sign_ins: auth.signInsOf(member), tokens },
    ...{ statements, tables },
  }
}

async function closedStatements(member: string, { context, statement }: Books): Promise<MyData['statements']> {
  const found: { period: string; statement: Omit<MemberStatement, 'name'> }[] = []
  for (const { period } of (await context()).closings) {
    const own = (await statement(period)).members.find(({ id }) => id === member)
    if (own !== undefined) found.push({ period, statement: own })
  }
  return found
}
