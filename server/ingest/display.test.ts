import { expect, test } from 'vitest'
import { DenialReason, EndReason } from '#server/contract/uplink.ts'
import { emptyDirectory, type MemberFacts } from '#server/domain/directory.ts'
import type { VerdictEffect } from './core.ts'
import { displayLine } from './display.ts'

const member = (id: string, language: 'fr' | 'en'): [string, MemberFacts] => [
  id,
  {
    ...{ id, language, category: null, organisation: null, joined: null, left: null, suspended: false },
    ...{ activity_started: null, charter_signed: null, qualifications: [] },
  },
]
const directory = { ...emptyDirectory(), members: new Map([member('awa', 'fr'), member('bob', 'en')]) }
const effect = (over: Partial<VerdictEffect>): VerdictEffect => ({
  ...{ kind: 'verdict', for: null, verdict: 'ended', reason: null, session: null, relay: false, member: null },
  ...over,
})

test('in the member’s language, French where nobody is known', () => {
  const lines = (['awa', 'bob', null, 'gone'] as const).map(who =>
    displayLine(effect({ verdict: 'denied', reason: 'unknown-badge', member: who }), directory),
  )
  expect(lines).toEqual(['Badge inconnu', 'Unknown badge', 'Badge inconnu', 'Badge inconnu'])
})

test('every reason of the contract has a line that fits 2 × 16 characters, in both languages', () => {
  const reasons = [
    ...DenialReason.options.map(reason => ({ verdict: 'denied', reason }) as const),
    ...EndReason.options.map(reason => ({ verdict: 'ended', reason }) as const),
    { verdict: 'granted', reason: null } as const,
    { verdict: 'ended', reason: null } as const,
  ]
  for (const who of ['awa', 'bob']) {
    for (const one of reasons) {
      const line = displayLine(effect({ ...one, member: who }), directory)
      expect(line.length, `${one.verdict} ${one.reason}`).toBeGreaterThan(3)
      expect(line.length, line).toBeLessThanOrEqual(32)
    }
  }
})
