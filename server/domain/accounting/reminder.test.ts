import { describe, expect, it } from 'vitest'
import { accountsOf } from './balance.ts'
import type { RemindedEntry, ReminderStep } from './payment-entries.ts'
import { COLLECTING } from './payment-settings.ts'
import { AWA, issued } from './payment-testing.ts'
import { remindersDue } from './reminder.ts'

const OLD = issued({ number: 'C-1', kind: 'invoice', issue_date: '2026-01-01', cents: 5_000 })
const NEW = issued({ number: 'C-2', kind: 'invoice', issue_date: '2026-03-01', cents: 700 })
const reminded = (step: ReminderStep, date: string, document = 'C-1'): RemindedEntry => ({
  ...{ type: 'reminded', issuer: 'coop', payer: AWA, step, date, documents: [document], text_hash: '', by: 't' },
})
const due = (today: string, ...earlier: RemindedEntry[]) =>
  remindersDue({
    ...{ issuer: 'coop', today, collecting: COLLECTING, spared: new Set<string>() },
    accounts: [...accountsOf([], [OLD, NEW]).values()],
    entries: [OLD, NEW, ...earlier],
    of: () => ({ status: 'business', penalty_rate_bp: null }),
  }).map(({ step, items, recovery_cents, last }) => [step, items.map(one => one.document), recovery_cents, last?.step])

describe('each invoice takes its own steps', () => {
  const [friendly, second, formal] = [
    reminded('friendly', '2026-01-08'),
    reminded('second', '2026-01-22'),
    reminded('formal', '2026-02-15'),
  ]

  it('a later one is reminded of after the formal notice about an earlier one', () => {
    expect(due('2026-03-10', friendly, second, formal)).toEqual([['friendly', ['C-2'], 0, undefined]])
    expect(due('2026-03-25', friendly, second, formal, reminded('friendly', '2026-03-10', 'C-2'))).toEqual([
      ['second', ['C-2'], 0, 'friendly'],
    ])
  })

  it('and is in no formal notice before it was reminded of: the firmest step goes first, the other a week later', () => {
    expect(due('2026-03-10', friendly, second)).toEqual([['formal', ['C-1'], 4_000, 'second']])
    const formally = reminded('formal', '2026-03-10')
    expect(due('2026-03-16', friendly, second, formally)).toEqual([])
    expect(due('2026-03-17', friendly, second, formally)).toEqual([['friendly', ['C-2'], 0, undefined]])
  })

  it('goes in one letter with those that are as far', () => {
    expect(due('2026-03-10')).toEqual([['friendly', ['C-1', 'C-2'], 0, undefined]])
    expect(due('2026-03-07')).toEqual([['friendly', ['C-1'], 0, undefined]])
  })

  it('ends with the formal notice', () => {
    expect(due('2026-02-28', friendly, second, formal)).toEqual([])
  })
})
