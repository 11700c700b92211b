import { expect, test } from 'vitest'
import { evidenceMayGo } from './retention.ts'

const RULES = { keep_months: 3, contest_days: 15, zone: 'Europe/Paris' }
const at = (iso: string): number => Date.parse(iso)
const SESSION = { id: 'a', start_at_ms: at('2026-01-20T10:00:00Z'), ended: true }
const CLOSED = new Map([['2026-01', at('2026-02-10T12:00:00Z')]])
const NOBODY = new Set<string>()

const mayGo = (now: string, closed_at_ms = CLOSED, contested = NOBODY, session = SESSION) =>
  evidenceMayGo(session, { closed_at_ms, contested }, RULES, at(now))

test('three months after the contest window of its month, by the local calendar', () => {
  // Closed on 10 February, contestable until the 25th.
  expect(mayGo('2026-05-24T12:00:00Z')).toBe(false)
  expect(mayGo('2026-05-24T22:00:00Z')).toBe(true)
})

test('never while its month is open, it runs, or a contest waits for an answer', () => {
  expect(mayGo('2030-01-01T00:00:00Z', new Map())).toBe(false)
  expect(mayGo('2030-01-01T00:00:00Z', CLOSED, NOBODY, { ...SESSION, ended: false })).toBe(false)
  expect(mayGo('2030-01-01T00:00:00Z', CLOSED, new Set(['a']))).toBe(false)
  expect(mayGo('2030-01-01T00:00:00Z', CLOSED, new Set(['b']))).toBe(true)
})
