/**
 * Which documents a file for the bank collects, when, and on which mandate; and which it leaves, each with the reason. Nothing
 * that is disputed, not told in time, or already with the bank is ever in it.
 */

import type { Payer } from '../sharing/use.ts'
import type { PayerAccount } from './balance.ts'
import { creditOf_cents, openOf } from './balance.ts'
import { collectionDay, type DebitTimes, targetDayFrom } from './debit-calendar.ts'
import { type MandateUse, mandateUses, outstanding, type Run } from './debit-history.ts'
import type { Told } from './debit-notice.ts'
import { sepaName } from './debit-text.ts'
import {
  type DebtorAccount,
  debtorAccountKey,
  flawOfMandate,
  type Mandate,
  type MandateFlaw,
  mandateKey,
  wantsAddress,
} from './mandate.ts'
import { type DebitSequence, payerKey, type RunItem } from './payment-entries.ts'

/** What the payer was told with the document: that it will be debited, and from which day on. */
export type Announced = { number: string; due_date: string; debit_on: string | null; told: Told }
export type Debtor = DebtorAccount & { address: DebtorAddress | null }
export type DebtorAddress = { street: string | null; postcode: string | null; city: string; country: string }

export type DebitQuestion = {
  issuer: string
  today: string
  times: DebitTimes
  accounts: readonly PayerAccount[]
  runs: readonly Run[]
  documents: ReadonlyMap<string, Announced>
  disputed: ReadonlySet<string>
  mandates: readonly Mandate[]
  /** null: nothing is known of them */
  debtorOf(payer: Payer): Debtor | null
  isIban(iban: string): boolean
}

export type LeftOut =
  | MandateFlaw
  | 'disputed'
  | 'with-the-bank'
  | 'not-announced'
  | Exclude<Told['kind'], 'told'>
  | 'credit-waits'
  | 'mandate-ended'
  | 'name-unwritable'
  | 'address-missing'
export type Left = { document: string; payer: Payer; cents: number; why: LeftOut; reason: string | null }

/** What the file says of one debit; name, IBAN and reference go nowhere else. */
export type DebitLine = RunItem & {
  debit: NonNullable<RunItem['debit']>
  name: string
  iban: string
  address: DebtorAddress | null
  mandate: Mandate & { signed: string }
  /** the payer's account is another one than last time */
  amended: boolean
}
export type DebitPlan = { lines: DebitLine[]; left: Left[] }

export function planDebits(question: DebitQuestion): DebitPlan {
  const { issuer, accounts, runs } = question
  const waiting = outstanding(runs)
  const useOf = mandateUses(runs.filter(run => run.issuer === issuer))
  const begun = new Map<string, MandateUse>()
  const plan: DebitPlan = { lines: [], left: [] }
  for (const account of accounts) {
    if (account.issuer !== issuer) continue
    for (const { item: document, open_cents: cents, kind } of openOf(account)) {
      if (kind !== 'invoice') continue
      const { payer } = account
      const made = waiting.has(document)
        ? 'with-the-bank'
        : creditOf_cents(account) > 0
          ? 'credit-waits'
          : lineOf(question, { document, payer, cents }, key => begun.get(key) ?? useOf(key))
      if (typeof made === 'string') plan.left.push({ document, payer, cents, why: made, reason: null })
      else if ('ended' in made) plan.left.push({ document, payer, cents, why: 'mandate-ended', reason: made.ended })
      else {
        const { date } = made
        begun.set(made.debit.mandate, {
          ...{ last_used: date, last_presented: date, account: made.debit.account, ended: null },
        })
        plan.lines.push(made)
      }
    }
  }
  return plan
}

type Wanted = { document: string; payer: Payer; cents: number }

function lineOf(
  question: DebitQuestion,
  { document, payer, cents }: Wanted,
  useOf: (mandate: string) => MandateUse,
): DebitLine | LeftOut | { ended: string } {
  const announced = question.documents.get(document)
  if (announced === undefined || announced.debit_on === null) return 'not-announced'
  if (question.disputed.has(document)) return 'disputed'
  const { told } = announced
  if (told.kind !== 'told') return told.kind
  const debtor = question.debtorOf(payer)
  const mandate = question.mandates.find(one => payerKey(one.payer) === payerKey(payer)) ?? null
  const key = mandate === null ? '' : mandateKey(mandate)
  const { last_used, last_presented, account, ended } = useOf(key)
  const date = dateOf({ issue_date: told.on, due_date: announced.due_date }, announced.debit_on, question)
  const flaw = flawOfMandate({
    ...{ mandate, account: debtor ?? { iban: null, name: '', country: null }, date, last_presented },
    isIban: question.isIban,
  })
  if (flaw !== null) return flaw
  if (ended !== null) return { ended }
  const name = sepaName(debtor?.name ?? '')
  if (name === null) return 'name-unwritable'
  const iban = debtor?.iban ?? ''
  if (wantsAddress(iban) && debtor?.address == null) return 'address-missing'
  const used = debtorAccountKey(mandate as Mandate, iban)
  const sequence: DebitSequence = last_used === null ? 'FRST' : 'RCUR'
  return {
    ...{ document, payer, cents, date, name, iban, debit: { sequence, mandate: key, account: used } },
    address: wantsAddress(iban) ? (debtor?.address ?? null) : null,
    mandate: mandate as DebitLine['mandate'],
    amended: account !== null && account !== used,
  }
}

/** Never before the day the payer was told of. */
function dateOf(
  announced: { issue_date: string; due_date: string },
  debit_on: string,
  { today, times }: DebitQuestion,
): string {
  const earliest = collectionDay(announced, today, times)
  const told = targetDayFrom(debit_on)
  return told > earliest ? told : earliest
}

export type DebitGroup = { sequence: DebitSequence; scheme: Mandate['scheme']; date: string; lines: DebitLine[] }

/** One block of the file for each sequence, scheme and day, in their order. */
export function groupsOf(lines: readonly DebitLine[]): DebitGroup[] {
  const groups = Map.groupBy(
    lines.toSorted((a, b) => (a.document < b.document ? -1 : 1)),
    ({ date, debit, mandate }) => `${date}/${debit.sequence}/${mandate.scheme}`,
  )
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, all]) => {
      const first = all[0]
      if (first === undefined) return []
      return [{ sequence: first.debit.sequence, scheme: first.mandate.scheme, date: first.date, lines: all }]
    })
}

/** MsgId, so that its blocks' ids (`-1`, `-2` …) stay within 35 characters. The same day may hold several. */
export function runId(kind: 'PRLV' | 'VIR', issuer: string, date: string, earlier: readonly Run[]): string {
  for (let i = 1; ; i++) {
    const id = `${kind}-${date.replaceAll('-', '')}-${i}-${issuer}`.slice(0, 31).replace(/-+$/, '')
    if (!earlier.some(run => run.run === id)) return id
  }
}
