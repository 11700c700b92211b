/** Issues drafts: all that were asked for in one transaction, or none and the reason. */

import { documentProblems } from '#server/domain/accounting/check.ts'
import type { AccountingDocument } from '#server/domain/accounting/document.ts'
import { type Draft, finish, placeOf } from '#server/domain/accounting/draft.ts'
import { type OldReference, withOldReference } from '#server/domain/accounting/old-reference.ts'
import type { InvoiceProblem } from '#server/domain/accounting/problems.ts'
import type { Directory } from '#server/domain/directory.ts'
import { hashOf } from '#server/domain/periods/pack.ts'
import { localDate } from '#server/domain/time.ts'
import type { Tell } from '#server/jobs/desk.ts'
import { type DraftsRefusal, draftsOf } from './drafts.ts'
import { type AccountsParts, type Logo, type ToIssue, TRIES_MAX, zoneOf } from './ports.ts'

export type IssueOrder = {
  period: string
  by: string
  /** null: every draft of the period that can be */
  keys: readonly string[] | null
  /** what the person was shown; something else is not issued unseen. Null: whatever it comes to */
  drafts_hash: string | null
  /** invoices of the old books that credit notes refer to */
  old_references?: readonly OldReference[]
}
export type Blocked = { key: string; problems: InvoiceProblem[] }
export type IssueOutcome =
  | { kind: 'issued'; documents: AccountingDocument[]; blocked: Blocked[] }
  | { kind: 'refused'; refusal: DraftsRefusal }
  /** asked for by name, and something is missing for it */
  | { kind: 'blocked'; blocked: Blocked[] }
  | { kind: 'unknown'; keys: string[] }
  /** somebody else, or the same person twice */
  | { kind: 'issued-before'; documents: { draft: string; number: string }[] }
  | { kind: 'before-last'; series: string; last_date: string; today: string }
  | { kind: 'changed'; drafts_hash: string }
  | { kind: 'busy' }

/** Of everything the person sees of the drafts. */
export const draftsHash = (drafts: readonly Draft[]): string => hashOf(drafts)

export async function issue(
  parts: AccountsParts,
  order: IssueOrder,
  tell: Tell = () => undefined,
): Promise<IssueOutcome> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    tell('computing')
    const made = await draftsOf(parts, order.period)
    if (made.kind === 'refused') return made
    const drafts_hash = draftsHash(made.drafts)
    const chosen = choose(await withReferences(parts, made.drafts, order.old_references ?? []), order.keys)
    if (chosen.unknown.length > 0) {
      const before = await parts.ledger.issuedUnder(chosen.unknown)
      return before.length > 0
        ? { kind: 'issued-before', documents: before }
        : { kind: 'unknown', keys: chosen.unknown }
    }
    if (order.drafts_hash !== null && order.drafts_hash !== drafts_hash) return { kind: 'changed', drafts_hash }
    if (order.keys !== null && chosen.blocked.length > 0) return { kind: 'blocked', blocked: chosen.blocked }
    // One transaction for all of them: it has no half
    tell('writing', { done: 0, of: chosen.ready.length })
    const outcome = await issueDrafts(parts, chosen.ready, { by: order.by, ...made })
    if (outcome.kind === 'inputs-moved') continue
    return outcome.kind === 'issued' ? { ...outcome, blocked: chosen.blocked } : outcome
  }
  return { kind: 'busy' }
}

async function withReferences(parts: AccountsParts, drafts: readonly Draft[], named: readonly OldReference[]) {
  if (named.length === 0) return drafts
  const known = new Set<string>()
  for (const { number } of named) if ((await parts.ledger.documentChain(number)) !== null) known.add(number)
  const today = localDate(parts.now_ms(), zoneOf(parts.directory()))
  return drafts.map(draft => withOldReference(draft, named, { known, today }))
}

function choose(drafts: readonly Draft[], keys: readonly string[] | null) {
  const asked = keys === null ? drafts : drafts.filter(({ key }) => keys.includes(key))
  const known = new Set(drafts.map(({ key }) => key))
  return {
    ready: asked.filter(({ problems }) => problems.length === 0),
    blocked: asked.filter(({ problems }) => problems.length > 0).map(({ key, problems }) => ({ key, problems })),
    unknown: (keys ?? []).filter(key => !known.has(key)),
  }
}

export type Issued =
  | { kind: 'issued'; documents: AccountingDocument[] }
  | { kind: 'issued-before'; documents: { draft: string; number: string }[] }
  | { kind: 'before-last'; series: string; last_date: string; today: string }
  | { kind: 'inputs-moved' }

export async function issueDrafts(
  parts: AccountsParts,
  drafts: readonly Draft[],
  { by, directory_n, accounts_n }: { by: string; directory_n: number; accounts_n: number },
): Promise<Issued> {
  if (drafts.length === 0) return { kind: 'issued', documents: [] }
  const directory = parts.directory()
  const now_ms = parts.now_ms()
  const issue_date = localDate(now_ms, zoneOf(directory))
  const printed = await logosOf(parts, drafts)
  const to_issue = drafts.map(draft => toIssue(draft, directory, issue_date, printed.get(draft.issuer)?.hash ?? null))
  const logos = [...printed.values()]
  const result = await parts.ledger.issue({ drafts: to_issue, issue_date, by, directory_n, accounts_n, logos }, now_ms)
  return result.kind === 'before-last' ? { ...result, today: issue_date } : result
}

/** By issuer; what cannot be drawn keeps a draft from getting here, or changed since. */
async function logosOf({ letterhead }: AccountsParts, drafts: readonly Draft[]): Promise<Map<string, Logo>> {
  const logos = new Map<string, Logo>()
  for (const issuer of new Set(drafts.map(draft => draft.issuer))) {
    const { logo, problem } = await letterhead(issuer)
    if (problem !== null) throw new Error(`${issuer}: ${problem}`)
    if (logo !== null) logos.set(issuer, logo)
  }
  return logos
}

function toIssue(draft: Draft, directory: Directory, issue_date: string, logo: string | null): ToIssue {
  const place = placeOf(draft, directory, issue_date)
  if (place === null) throw new RangeError(`issuer ${draft.issuer} has no series`)
  return {
    ...{ draft: draft.key, issuer: draft.issuer, ...place },
    finish: at => {
      const document = finish(draft, { ...at, logo }, directory)
      const [wrong] = documentProblems(document)
      // Nothing of a document that contradicts itself is ever written
      if (wrong !== undefined) throw new Error(`${document.number}: ${wrong}`)
      return document
    },
  }
}
