/** A settled year as drafts: once its last month is closed, for each issuer that bills provisionally. */
import type { DraftedMonth } from '#server/domain/accounting/build-month.ts'
import { buildSettlement } from '#server/domain/accounting/build-settlement.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { People } from '#server/domain/accounting/parties.ts'
import type { Directory } from '#server/domain/directory.ts'
import { hashOf } from '#server/domain/periods/pack.ts'
import { lastMonthOf, provisionalIssuers } from '#server/domain/sharing/settlement.ts'
import type { DraftsRefusal } from './drafts.ts'
import type { AccountsParts } from './ports.ts'

/** `issued`: of this month or year, already. */
export type Known = { directory: Directory; people: People; issued: AccountingDocument[] }
export type Made = DraftedMonth | { refusal: DraftsRefusal }

export async function settlementOf(
  { ledger, comparedMonths }: AccountsParts,
  year: string,
  known: Known,
): Promise<Made> {
  const closings = await ledger.closings()
  const made: DraftedMonth = { drafts: [], nothing: [] }
  for (const issuer of provisionalIssuers(known.directory)) {
    const last = lastMonthOf(known.directory, issuer, year)
    const closing = closings.find(({ period }) => period === last)
    if (closing === undefined) return { refusal: { kind: 'not-closed', period: last } }
    const months = (await comparedMonths(year)).filter(({ advance }) => !advance.trial)
    const documents = await ledger.documents({ year, issuer })
    const statement_hash = hashOf(months.map(({ share }) => share))
    const settled = buildSettlement({ ...known, documents, year, issuer, months, statement_hash, closed_n: closing.n })
    made.drafts.push(...settled.drafts)
    made.nothing.push(...settled.nothing)
  }
  return made
}
