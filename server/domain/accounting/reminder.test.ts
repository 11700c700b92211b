import { describe, expect, it } from 'vitest'
import { accountsOf } from './balance.ts'
import type { RemindedEntry, ReminderStep } from './payment-entries.ts'
import { COLLECTING } from './payment-settings.ts'
import { AWA, issued, paid } from './payment-testing.ts'
import { type LateItem, type Reminder, remindersDue } from './reminder.ts'
import { letterOf } from './reminder-text.ts'

const OLD = issued({ number: 'C-1', kind: 'invoice', issue_date: '2026-01-01', cents: 5_000 })
const NEW = issued({ number: 'C-2', kind: 'invoice', issue_date: '2026-03-01', cents: 700 })
const reminded = (step: ReminderStep, date: string, document = 'C-1'): RemindedEntry => ({
  ...{ type: 'reminded', issuer: 'coop', payer: AWA, step, date, documents: [document], text_hash: '', by: 't' },
})
const letter = (step: ReminderStep, told: number, item: Partial<LateItem> = {}): string => {
  const late = { document: 'C-1', due_date: '2026-01-01', open_cents: 5_000, late_days: 50, penalty_cents: 0 }
  const reminder: Reminder = {
    ...{ issuer: 'coop', payer: AWA, step, status: 'consumer', items: [{ ...late, credited_cents: 0, ...item }], told },
    ...{ open_cents: item.open_cents ?? 5_000, penalties_cents: 0, recovery_cents: 0, last: null },
  }
  const { subject, body } = letterOf(reminder, { issuer: 'Coop', name: 'Awa', iban: null, today: '2026-02-20' })
  return `${subject}\n${body}`
}
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

  it('asks for what is left after what stands to the payer’s credit, oldest first', () => {
    // 50,00 € and 7,00 €, both late; a payment of 52,00 € that nobody has put to anything: 5,00 € of the second are left
    const free = paid({ id: 'p1', date: '2026-03-02', amount_cents: 5_200 })
    const [asked] = remindersDue({
      ...{ issuer: 'coop', today: '2026-03-10', collecting: COLLECTING, spared: new Set<string>() },
      accounts: [...accountsOf([], [OLD, NEW, free]).values()],
      entries: [OLD, NEW, free],
      of: () => ({ status: 'consumer', penalty_rate_bp: null }),
    })
    expect(asked).toMatchObject({
      open_cents: 500,
      items: [{ document: 'C-2', open_cents: 500, credited_cents: 200 }],
    })
    expect(letter('friendly', 0, { open_cents: 500, credited_cents: 200 })).toContain(
      '5,00\u00a0€, déduction faite de 2,00\u00a0€ à votre crédit',
    )
  })

  it('speaks of as many reminders as there were, where an issuer leaves a step out', () => {
    expect(letter('formal', 2)).toContain('Malgré nos deux rappels, les sommes')
    expect(letter('formal', 1)).toContain('Malgré notre rappel, les sommes')
    expect(letter('formal', 0)).toMatch(/^Mise en demeure[\s\S]*\n\nLes sommes ci-dessous restent impayées/)
    expect(letter('second', 1)).toMatch(/^Deuxième rappel[\s\S]*Malgré notre premier message, la facture/)
    expect(letter('second', 0)).toMatch(/^Rappel : [\s\S]*\n\nLa facture ci-dessous reste impayée/)
    const told = remindersDue({
      ...{ issuer: 'coop', today: '2026-03-10', collecting: COLLECTING, spared: new Set<string>() },
      accounts: [...accountsOf([], [OLD]).values()],
      entries: [OLD, friendly, second],
      of: () => ({ status: 'consumer', penalty_rate_bp: null }),
    }).map(one => one.told)
    expect(told).toEqual([2])
  })

  it('ends with the formal notice', () => {
    expect(due('2026-02-28', friendly, second, formal)).toEqual([])
  })
})

describe('a reader of English', () => {
  const late = { document: 'C-1', due_date: '2026-01-01', open_cents: 125_050, late_days: 50, penalty_cents: 0 }
  const reminder: Reminder = {
    ...{ issuer: 'coop', payer: AWA, step: 'friendly', status: 'consumer', told: 0, last: null },
    ...{ items: [{ ...late, credited_cents: 0 }], open_cents: 125_050, penalties_cents: 0, recovery_cents: 0 },
  }
  const facts = { issuer: 'Coop', name: 'Awa', iban: 'FR7630006000011234567890189', today: '2026-02-20' }

  it.each(['friendly', 'second'] as const)('is reminded in English (%s)', step => {
    const { subject, body, language } = letterOf({ ...reminder, step }, facts, 'en')
    expect([subject, language]).toEqual([expect.stringMatching(/reminder: invoice C-1$/i), 'en'])
    expect(body).toContain('C-1, due on 1 January 2026 (50 days late): €1,250.50')
    expect(body).toContain('IBAN FR76 3000 6000 0112 3456 7890 189')
    expect(body).not.toMatch(/Bonjour|facture|payer :/)
  })

  it('is summoned in French (Code civil art. 1344), with a sentence in English above it', () => {
    const formal = { ...reminder, step: 'formal' as const, told: 2 }
    const { subject, body, language } = letterOf(formal, facts, 'en')
    expect([subject, language]).toEqual(['Mise en demeure de payer : facture C-1', 'fr'])
    expect(body).toBe(`${body.split('\n\n')[0]}\n\n${letterOf(formal, facts).body}`)
    expect(body).toMatch(/^This is a formal notice to pay/)
  })

  it('is reminded in French as a business: what it owes besides is owed by articles', () => {
    const business = { ...reminder, status: 'business' as const, penalties_cents: 100 }
    expect(letterOf(business, facts, 'en')).toEqual(letterOf(business, facts))
  })
})
