import { describe, expect, it } from 'vitest'
import { atelier } from '../metering/testing.ts'
import type { CareTask } from '../who/facts.ts'
import { careLocks, careOf } from './due.ts'
import { type CareDone, careId } from './facts.ts'

const HOUR_MS = 3_600_000
const COST = { parts_cents: 0, labour_cents: 0, pool: null }
const done = (on: string): CareDone => ({ id: `e-${on}`, on, at_ms: 0, by: 'chef', note: '', cost: COST })

function machineWith(task: Partial<CareTask>, ...dates: string[]) {
  const directory = atelier({ machine: { care: [{ id: 't', name: 'T', ...task }] } })
  const [machine = ''] = directory.machines.keys()
  const id = careId(machine, 't')
  if (dates.length > 0) directory.cares.set(id, { id, machine, task: 't', done: dates.map(done) })
  return { directory, machine }
}

type Told = { next_on: string | null; due: boolean; soon: boolean; locked: boolean }
const nothing = { due: false, soon: false, locked: false }
const due = { due: true, soon: false, locked: false }
const soon = { due: false, soon: true, locked: false }

describe('care by hours, by months, and by both', () => {
  it.each<[string, Partial<CareTask>, number, string[], string, Told]>([
    ['nine tenths of its hours', { every_h: 100 }, 90, [], '2026-11-22', { next_on: null, ...soon }],
    ['a little less', { every_h: 100 }, 89.9, [], '2026-11-22', { next_on: null, ...nothing }],
    ['its hours, which lock as ever', { every_h: 100 }, 100, [], '2026-11-22', { next_on: null, ...due, locked: true }],
    ['its hours, told not to lock', { every_h: 100, locks: false }, 100, [], '2026-11-22', { next_on: null, ...due }],
    ['a year not over', { every_months: 12 }, 0, ['2026-03-01'], '2027-01-29', { next_on: '2027-03-01', ...nothing }],
    ['its last thirty days', { every_months: 12 }, 0, ['2026-03-01'], '2027-01-30', { next_on: '2027-03-01', ...soon }],
    ['the day before', { every_months: 12 }, 0, ['2026-03-01'], '2027-02-28', { next_on: '2027-03-01', ...soon }],
    ['the day itself', { every_months: 12 }, 0, ['2026-03-01'], '2027-03-01', { next_on: '2027-03-01', ...due }],
    [
      'the day itself, told to lock',
      { every_months: 12, locks: true },
      0,
      ['2026-03-01'],
      '2027-03-01',
      { next_on: '2027-03-01', ...due, locked: true },
    ],
    ['29 February', { every_months: 12 }, 0, ['2028-02-29'], '2029-02-28', { next_on: '2029-02-28', ...due }],
    ['the end of a month', { every_months: 1 }, 0, ['2026-01-31'], '2026-02-28', { next_on: '2026-02-28', ...due }],
    [
      'the latest day, however late it was noted',
      { every_months: 12 },
      0,
      ['2026-06-01', '2026-05-01'],
      '2026-11-22',
      { next_on: '2027-06-01', ...nothing },
    ],
    [
      'the day the file says',
      { every_months: 6, since: '2026-06-15' },
      0,
      [],
      '2026-12-15',
      { next_on: '2026-12-15', ...due },
    ],
    ['nobody knows when', { every_months: 12 }, 0, [], '2026-11-22', { next_on: null, ...due }],
    [
      'hours before months',
      { every_h: 10, every_months: 12 },
      10,
      ['2026-11-01'],
      '2026-11-22',
      { next_on: '2027-11-01', ...due, locked: true },
    ],
  ])('%s', (_what, task, ran_h, dates, today, told) => {
    const { directory, machine } = machineWith(task, ...dates)
    const wear = { t: ran_h * HOUR_MS }
    const [state] = careOf(directory, machine, wear, today)
    expect(state).toMatchObject(told)
    // the fold asks the short way: it must say the same
    expect(careLocks(directory, machine, wear, () => today) !== null).toBe(told.locked)
  })

  it('works out no day where no date locks', () => {
    const { directory, machine } = machineWith({ every_h: 100, every_months: 12, locks: false }, '2020-01-01')
    const today = (): string => {
      throw new Error('asked for the day')
    }
    expect(careLocks(directory, machine, { t: 1e12 }, today)).toBeNull()
  })
})
