/** What there is to issue: a closed month, or a settled year, as drafts made anew from what the books say now. */
import {
  billedGroups,
  buildMonth,
  type DraftedMonth,
  payersWithPast,
  samePayer,
} from '#server/domain/accounting/build-month.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import type { Draft } from '#server/domain/accounting/draft.ts'
import { type People, peopleOf } from '#server/domain/accounting/parties.ts'
import { problem } from '#server/domain/accounting/problems.ts'
import type { Payer } from '#server/domain/sharing/use.ts'
import { daysOfSessions } from './days.ts'
import type { AccountsParts } from './ports.ts'
import { type Known, type Made, settlementOf } from './settlement.ts'

export type DraftsRefusal =
  | { kind: 'not-closed'; period: string }
  /** on trial, beside the old books: nothing of it is ever issued */
  | { kind: 'trial'; period: string }
export type Drafts =
  | (DraftedMonth & {
      kind: 'drafts'
      period: string
      /** already out, of this period */
      issued: AccountingDocument[]
      directory_n: number
      accounts_n: number
    })
  | { kind: 'refused'; refusal: DraftsRefusal }

/**
 * `period`: `yyyy-mm`, or `yyyy` for the settlement. Drafts of what is out already are left out. `of`: what concerns this payer alone,
 * which of a month costs no more than their own part of it.
 */
export async function draftsOf(parts: AccountsParts, period: string, of: Payer | null = null): Promise<Drafts> {
  const directory = parts.directory()
  const directory_n = parts.directory_n()
  const accounts_n = await parts.ledger.accountsHead()
  const wanted = of === null ? { period } : { period, payer: of }
  const [people, issued] = await Promise.all([readPeople(parts), parts.ledger.documents(wanted)])
  const known = { directory, people, issued }
  const drafted = await (period.length === 4 ? settlementOf(parts, period, known) : monthOf(parts, period, known, of))
  if ('refusal' in drafted) return { kind: 'refused', refusal: drafted.refusal }
  const theirs = ({ payer }: { payer: Payer }): boolean => of === null || samePayer(payer, of)
  const made = drafted.drafts.filter(theirs)
  const out = new Set((await parts.ledger.issuedUnder(made.map(({ key }) => key))).map(({ draft }) => draft))
  const drafts = await withLogos(
    parts,
    made.filter(({ key }) => !out.has(key)),
  )
  const nothing = drafted.nothing.filter(theirs)
  return { kind: 'drafts', period, drafts, nothing, issued, directory_n, accounts_n }
}

/** A document whose logo cannot be drawn would never have a PDF. */
async function withLogos({ letterhead }: AccountsParts, drafts: readonly Draft[]): Promise<Draft[]> {
  const wrong = new Map<string, string>()
  for (const issuer of new Set(drafts.map(draft => draft.issuer))) {
    const { problem: why } = await letterhead(issuer)
    if (why !== null) wrong.set(issuer, why)
  }
  return drafts.map(draft => {
    const why = wrong.get(draft.issuer)
    if (why === undefined) return draft
    return { ...draft, problems: [...draft.problems, problem('logo-broken', { issuer: draft.issuer, why })] }
  })
}

export async function readPeople({ ledger }: Pick<AccountsParts, 'ledger'>): Promise<People> {
  const [persons, contacts, banks, mandates] = await Promise.all([
    ledger.persons(),
    ledger.contacts(),
    ledger.banks(),
    ledger.mandates(),
  ])
  return peopleOf(persons, contacts, banks, mandates)
}

async function monthOf({ ledger }: AccountsParts, period: string, known: Known, of: Payer | null): Promise<Made> {
  const closing = (await ledger.closings()).find(one => one.period === period)
  const statement = await ledger.closedStatement(period)
  if (closing === undefined || statement === null) return { refusal: { kind: 'not-closed', period } }
  if (statement.trial) return { refusal: { kind: 'trial', period } }
  const groups = billedGroups(known.directory, statement, of)
  if (groups.length === 0) return { drafts: [], nothing: [] }
  const daysOf = await daysOfSessions(ledger, period, known.directory)
  const { n: closed_n, statement_hash } = closing
  const billed = known.issued.map(({ issuer, buyer }) => ({ issuer, payer: buyer.payer }))
  const past = await ledger.issuedTo(payersWithPast(groups, billed).map(({ payer }) => payer))
  return buildMonth({ ...known, statement, statement_hash, closed_n, groups, past, daysOf })
}
