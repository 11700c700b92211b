import { expect, it } from 'vitest'
import { AWA, AWA_SPARE, atelier, BELA, T0 } from '../metering/testing.ts'
import { offlineList } from './list.ts'
import { listTerms, type OfflinePolicy } from './offline.ts'

const HOUR_MS = 3_600_000
const prefix = (badge: string): string => badge.slice(0, 16)

it('lists every badge that would be granted, each until the pass or the list ends, in order', () => {
  const directory = atelier({ awa_badge: { valid_until_ms: T0 + HOUR_MS } })
  expect(offlineList(directory, 'juki-1', T0, 8 * HOUR_MS)).toEqual([
    [prefix(AWA), T0 + HOUR_MS],
    [prefix(AWA_SPARE), T0 + 8 * HOUR_MS],
    [prefix(BELA), T0 + 8 * HOUR_MS],
  ])
})

it('is the same at night: a list is issued for hours to come', () => {
  const directory = atelier({ site: { opening: [{ days: [7], from: '01:00', to: '02:00' }] } })
  expect(offlineList(directory, 'juki-1', T0, HOUR_MS)).toHaveLength(3)
})

it('is empty where nobody may start offline', () => {
  const directory = atelier({ machine: { offline: { start: false, hours: null } } })
  expect(offlineList(directory, 'juki-1', T0, HOUR_MS)).toEqual([])
})

it.each<[string, OfflinePolicy | undefined, number, number]>([
  ['nothing said: a week, renewed daily', undefined, 168, 24],
  ['without hours: the same', { start: true, hours: null }, 168, 24],
  ['eight hours: renewed every two', { start: true, hours: 8 }, 8, 2],
  ['longer than a week: a week', { start: true, hours: 400 }, 168, 24],
])('%s', (_, offline, life_h, renew_h) => {
  const machine = atelier(offline && { machine: { offline } }).machines.get('juki-1')
  expect(listTerms(machine)).toEqual({ life_ms: life_h * HOUR_MS, renew_ms: renew_h * HOUR_MS })
})

it('leaves out who may not, and everybody while the machine is locked out', () => {
  const directory = atelier({ awa: { qualifications: [] } })
  expect(offlineList(directory, 'juki-1', T0, HOUR_MS)).toEqual([[prefix(BELA), T0 + HOUR_MS]])
  directory.locks.set('juki-1', { machine: 'juki-1', by: 'boss', why: 'belt', since_at_ms: T0 })
  expect(offlineList(directory, 'juki-1', T0, HOUR_MS)).toEqual([])
})
