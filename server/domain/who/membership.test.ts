import { describe, expect, it } from 'vitest'
import type { CategoryFacts, Directory } from '../directory.ts'
import { atelier, type Story, seated, T0 } from '../metering/testing.ts'
import { useOfSession } from '../sharing/use.ts'
import type { EventFacts } from './facts.ts'
import { categoryAt, payingOrganisation } from './membership.ts'

const YOUNG: CategoryFacts = { id: 'jeune', name: 'Jeune', first_months: { months: 24, of: 'plein' } }
function categoryOf(awa: Parameters<typeof atelier>[0] & object, date: string): string | null {
  const directory: Directory = {
    ...atelier(awa),
    categories: new Map([
      ['plein', { id: 'plein', name: 'Plein' }],
      ['jeune', YOUNG],
    ]),
  }
  const member = directory.members.get('awa')
  if (member === undefined) throw new Error('awa is there')
  return categoryAt(directory, member, date)
}

describe('the category on a day', () => {
  it.each([
    ['2025-03-01', 'jeune'],
    ['2027-02-28', 'jeune'],
    ['2027-03-01', 'plein'],
    // before the activity began there was nothing to reduce
    ['2025-02-28', 'plein'],
  ])('in the first 24 months of activity: %s %s', (date, category) => {
    expect(categoryOf({ awa: { category: 'plein', activity_started: '2025-03-01' } }, date)).toBe(category)
  })

  it('an activity begun on 29 February is young until 28 February', () => {
    const awa = { category: 'plein', activity_started: '2024-02-29' }
    expect(categoryOf({ awa }, '2026-02-27')).toBe('jeune')
    expect(categoryOf({ awa }, '2026-02-28')).toBe('plein')
  })

  it.each([
    ['2025-12-31', 'plein'],
    ['2026-01-01', 'autre'],
    ['2026-06-30', 'autre'],
    ['2026-07-01', null],
  ])('follows a dated list: %s %s', (date, category) => {
    const categories = [
      { from: '2026-07-01', category: null },
      { from: '2026-01-01', category: 'autre' },
    ]
    expect(categoryOf({ awa: { category: 'plein', categories } }, date)).toBe(category)
  })

  it('is what a session keeps', () => {
    const directory = atelier({ awa: { category: 'plein', activity_started: '2026-01-01' } })
    directory.categories.set('jeune', YOUNG)
    expect(seated(directory).of('session-started')[0]?.session.category).toBe('jeune')
  })
})

it('somebody else pays from a day on', () => {
  const member = atelier({
    awa: { organisation: 'coop', payers: [{ from: '2026-06-01', organisation: null }] },
  }).members.get('awa')
  if (member === undefined) throw new Error('awa is there')
  expect(payingOrganisation(member, '2026-05-31')).toBe('coop')
  expect(payingOrganisation(member, '2026-06-01')).toBeNull()
})

describe('a session opened in a group', () => {
  const EVENT: EventFacts = {
    ...{ id: 'ce2', kind: 'group', name: 'CE2', machines: ['juki-1'], from_ms: T0, until_ms: T0 + 3_600_000 },
    ...{ leader: 'awa', members: [], guests: 12, minors: true, qualification: null },
    ...{ organisation: 'ecole', pool: null, funder: null, subsidy_cents: 0 },
  }
  const story = (event: Partial<EventFacts>): Story => {
    const directory = atelier()
    directory.events.set('ce2', { ...EVENT, ...event })
    return seated(directory)
  }

  it('carries it, and its organisation pays', () => {
    const { directory, state, effects } = story({})
    const [started] = effects.filter(effect => effect.kind === 'session-started')
    if (started?.kind !== 'session-started') throw new Error('it was opened')
    expect(started.session.event).toBe('ce2')
    expect(state.session?.event).toBe('ce2')
    expect(useOfSession(started.session, directory)).toMatchObject({ payer: { kind: 'organisation', id: 'ecole' } })
  })

  it('is charged to a training’s pool', () => {
    const { directory, effects } = story({ organisation: null, pool: 'formation' })
    const [started] = effects.filter(effect => effect.kind === 'session-started')
    if (started?.kind !== 'session-started') throw new Error('it was opened')
    expect(useOfSession(started.session, directory)).toMatchObject({ pool: 'formation' })
  })

  it('does not touch who came before it began', () => {
    const started = story({ from_ms: T0 + 60_000 }).of('session-started')[0]
    expect(started?.session).not.toHaveProperty('event')
  })
})
