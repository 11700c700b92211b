/** Seven days from idea to project: three of them at the embroiderer’s and the dyer’s, one day at both. */
import { expect, it } from 'vitest'
import { applyEntry } from '../apply.ts'
import type { MoneyEntry } from '../directory.ts'
import { orderReports } from './order-report.ts'
import { moneyRefusal } from './refusal.ts'
import { house, member } from './testing.ts'

const HOUR_MS = 3_600_000
const order = { id: 'blouses', name: 'Blouses', issuer: 'fab', organisation: null, category: null, received: null }
const step = (id: string, sent: string, back: string | null) => ({
  ...{ id, order: 'blouses', name: id, partner: null, sent, back },
})
const put = (kind: 'orders' | 'steps', value: object): MoneyEntry =>
  ({ type: 'money-put', kind, value, by: 'x' }) as MoneyEntry

function directoryWith(...entries: MoneyEntry[]) {
  let directory = house({ members: [member('awa')] })
  for (const entry of [put('orders', order), ...entries]) {
    expect(moneyRefusal(directory, entry)).toBeNull()
    directory = applyEntry(directory, entry).directory
  }
  return directory
}
const time = [
  {
    order: 'blouses',
    machine: 'juki-1',
    sessions: 2,
    running_ms: 3 * HOUR_MS,
    session_ms: 4 * HOUR_MS,
    first_at_ms: Date.UTC(2026, 9, 5, 22, 30),
  },
  { order: 'nappes', machine: 'juki-1', sessions: 1, running_ms: HOUR_MS, session_ms: HOUR_MS, first_at_ms: 0 },
]
const report = (directory: ReturnType<typeof directoryWith>, today = '2026-10-20') =>
  orderReports(directory, time, 'Europe/Paris', today)[0]

it('adds up what was done inside, and counts a day elsewhere once', () => {
  const steps = [
    put('steps', step('broderie', '2026-10-08', '2026-10-10')),
    put('steps', step('teinture', '2026-10-09', '2026-10-11')),
  ]
  const delivered = put('orders', { ...order, delivered: '2026-10-13' })
  expect(report(directoryWith(...steps, delivered))).toMatchObject({
    // half past midnight of the sixth in Paris is its first event
    ...{ began: '2026-10-06', delivered: '2026-10-13', lead_days: 7 },
    ...{ running_ms: 3 * HOUR_MS, session_ms: 4 * HOUR_MS, sessions: 2, outside_days: 3 },
    machines: [{ machine: 'juki-1', sessions: 2 }],
    steps: [
      { id: 'broderie', days: 2 },
      { id: 'teinture', days: 2 },
    ],
  })
})

it('counts until today what is not back and not delivered, from the day it was taken on', () => {
  const directory = directoryWith(put('steps', step('broderie', '2026-10-18', null)))
  expect(report(directory)).toMatchObject({ began: '2026-10-06', lead_days: 14, outside_days: 2 })
  const early = { ...directory, orders: new Map([['blouses', { ...order, received: '2026-10-01' }]]) }
  expect(report(early)).toMatchObject({ began: '2026-10-01', lead_days: 19, delivered: null })
})

it('finishes an order and a step once, and changes nothing else of them', () => {
  const directory = directoryWith(
    put('steps', step('broderie', '2026-10-08', null)),
    put('orders', { ...order, delivered: '2026-10-13' }),
  )
  const refused = (entry: MoneyEntry) => moneyRefusal(directory, entry)?.code
  expect(refused(put('orders', { ...order, delivered: '2026-10-14' }))).toBe('id-taken')
  expect(refused(put('steps', { ...step('broderie', '2026-10-07', '2026-10-10') }))).toBe('id-taken')
  expect(refused(put('steps', step('broderie', '2026-10-08', '2026-10-07')))).toBe('ends-before-it-begins')
  expect(refused(put('steps', step('broderie', '2026-10-08', '2026-10-10')))).toBeUndefined()
  expect(refused(put('steps', { ...step('x', '2026-10-08', null), order: 'nappes' }))).toBe('no-order')
})
