/** What became of what the bank was asked for: each item of each file, and how each mandate has fared. */

import { type Money, moneyOf } from './balance.ts'
import type { AccountsEntry } from './entries.ts'
import type { RunEntry, RunItem } from './payment-entries.ts'
import { meaningOf } from './payment-reasons.ts'

/** `sent`: the bank has it. `dropped`: refused before money moved. `returned`: paid and gone again. */
export type ItemState = 'sent' | 'paid' | 'returned' | 'dropped' | 'cancelled'
export type SentItem = RunItem & { run: string; state: ItemState; reason: string | null; payment: string | null }
export type Run = Omit<RunEntry, 'type' | 'items'> & { items: SentItem[]; cancelled: boolean }

export function runsOf(entries: readonly AccountsEntry[]): Run[] {
  const money = moneyOf(entries)
  const paidIn = paymentsByRun(money)
  const dropped = new Map<string, string>()
  const cancelled = new Set<string>()
  for (const entry of entries) {
    if (entry.type === 'dropped') dropped.set(itemKey(entry), entry.reason)
    else if (entry.type === 'run-cancelled') cancelled.add(`${entry.issuer}/${entry.run}`)
  }
  return entries.flatMap(entry => {
    if (entry.type !== 'run') return []
    const { type: _type, items, ...run } = entry
    const off = cancelled.has(`${run.issuer}/${run.run}`)
    const sent = items.map(item => {
      const key = itemKey({ issuer: run.issuer, run: run.run, document: item.document })
      const payment = paidIn.get(key) ?? null
      const back = payment === null ? undefined : money.returned.get(payment)
      const reason = back?.reason ?? dropped.get(key) ?? null
      return {
        ...item,
        run: run.run,
        payment,
        reason,
        state: stateOf(off, dropped.has(key), payment, back !== undefined),
      }
    })
    return [{ ...run, items: sent, cancelled: off }]
  })
}

const itemKey = (one: { issuer: string; run: string; document: string }): string =>
  `${one.issuer}/${one.run}/${one.document}`

function paymentsByRun({ payments }: Money): Map<string, string> {
  const found = new Map<string, string>()
  for (const { issuer, payment } of payments.values())
    if (payment.run !== null)
      for (const { item } of payment.allocations)
        found.set(itemKey({ issuer, run: payment.run, document: item }), payment.id)
  return found
}

function stateOf(cancelled: boolean, dropped: boolean, payment: string | null, back: boolean): ItemState {
  if (cancelled) return 'cancelled'
  if (payment !== null) return back ? 'returned' : 'paid'
  return dropped ? 'dropped' : 'sent'
}

/** Documents the bank has been asked for and has not answered about. */
export const outstanding = (runs: readonly Run[]): Set<string> =>
  new Set(runs.flatMap(run => run.items.filter(item => item.state === 'sent').map(item => item.document)))

export type MandateUse = {
  last_used: string | null
  /** last day the bank was asked, whatever came of it */
  last_presented: string | null
  /** hash of the account it debited last */
  account: string | null
  /** the reason that ended it; null: it may be used */
  ended: string | null
}
const UNUSED: MandateUse = { last_used: null, last_presented: null, account: null, ended: null }

/**
 * By the mandate's hash. What was dropped before settlement was no use of it: the next collection is the first again (SEPA Core
 * rulebook, AT-21); what was paid and returned was one.
 */
export function mandateUses(runs: readonly Run[]): (mandate: string) => MandateUse {
  const uses = new Map<string, MandateUse>()
  for (const { items } of runs)
    for (const { debit, date, state, reason } of items) {
      if (debit === null || state === 'cancelled') continue
      const before = uses.get(debit.mandate) ?? UNUSED
      const ended = before.ended ?? (reason !== null && meaningOf(reason).ends_mandate ? reason : null)
      const last_presented = later(before.last_presented, date)
      if (state === 'dropped') uses.set(debit.mandate, { ...before, last_presented, ended })
      else
        uses.set(debit.mandate, {
          ...{ last_used: later(before.last_used, date), last_presented, account: debit.account, ended },
        })
    }
  return mandate => uses.get(mandate) ?? UNUSED
}

const later = (before: string | null, date: string): string => (before === null || before < date ? date : before)
