import { expect, test } from 'vitest'
import { membersPart, sumOf } from './sum.ts'

const line = (pool: string, cents: number) => ({ label: pool, cents, sessions: [], pool })
const member = (id: string, ...lines: ReturnType<typeof line>[]) => ({
  id,
  total_cents: lines.reduce((n, each) => n + each.cents, 0),
  running_ms: 0,
  sessions: 0,
  lines,
})
const rent = { id: 'rent', amount_cents: 1000, shared_cents: 1000, cooperative_cents: 1 }

test('members and cooperative make the pools, to the cent', () => {
  const preview = {
    period: '2026-10',
    pools: [rent],
    cooperative_cents: 1,
    members: [member('a', line('rent', 333)), member('b', line('rent', 666))],
  }
  expect(sumOf(preview)).toEqual({
    ...{ members_cents: 999n, organisations_cents: 0n, cooperative_cents: 1n, shared_cents: 1000n },
    ...{ off_cents: 0n, priced_cents: 0n },
  })
  expect(membersPart(preview, rent)).toBe(999)
})

test('what is priced by a tariff is no share, and what an organisation bears is one', () => {
  const priced = { label: 'Piqueuse', cents: 190, sessions: [], kind: 'running' }
  const preview = {
    period: '2026-10',
    pools: [{ ...rent, organisations_cents: 99 }],
    cooperative_cents: 1,
    members: [member('a', line('rent', 900)), { ...member('b'), total_cents: 190, lines: [priced] }],
  }
  expect(sumOf(preview)).toMatchObject({
    members_cents: 900n,
    organisations_cents: 99n,
    off_cents: 0n,
    priced_cents: 190n,
  })
})

test('one cent too few is seen', () => {
  const preview = { period: '2026-10', pools: [rent], cooperative_cents: 0, members: [member('a', line('rent', 999))] }
  expect(sumOf(preview).off_cents).toBe(-1n)
})

test('lines that do not name their pool leave it to the cooperative’s part, or unknown', () => {
  const preview = { period: '2026-10', pools: [rent], cooperative_cents: 1, members: [] }
  expect(membersPart(preview, rent)).toBe(999)
  expect(membersPart(preview, { id: 'rent', amount_cents: 5, shared_cents: 5 })).toBeNull()
})
