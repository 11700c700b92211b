import { expect, test } from 'vitest'
import { borneOf, partsOf, sumOf } from './sum.ts'

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
    ...{ members_cents: 999n, orders_cents: 0n, organisations_cents: 0n, cooperative_cents: 1n },
    ...{ shared_cents: 1000n, off_cents: 0n, priced_cents: 0n },
  })
  expect(partsOf(preview, rent)).toEqual({ members: 999, orders: 0, organisations: 0, cooperative: 1 })
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
  expect(partsOf(preview, rent).members).toBe(999)
  expect(partsOf(preview, { id: 'rent', amount_cents: 5, shared_cents: 5 }).members).toBeNull()
})

test('an order is billed to somebody: it is no part the cooperative bears, though contract §5 counts it there', () => {
  const order = { ...member('cmd', line('rent', 300)), payer: { kind: 'organisation', id: 'lin' } }
  const pool = { ...rent, cooperative_cents: 301, borne: [{ why: 'waived', cents: 1 }] }
  const preview = {
    ...{ period: '2026-10', pools: [pool], cooperative_cents: 301 },
    ...{ members: [member('a', line('rent', 699))], orders: [order] },
  }
  expect(sumOf(preview)).toMatchObject({ orders_cents: 300n, cooperative_cents: 1n, off_cents: 0n })
  expect(partsOf(preview, pool)).toEqual({ members: 699, orders: 300, organisations: 0, cooperative: 1 })
})

test('what the cooperative bears is told by its reasons, those that came to nothing left out', () => {
  const pools = [
    { ...rent, borne: [{ why: 'waived', cents: 2 }] },
    {
      ...rent,
      id: 'power',
      borne: [
        { why: 'unused-capacity', cents: 9 },
        { why: 'waived', cents: 1 },
      ],
    },
    { ...rent, id: 'care', borne: [{ why: 'no-users', cents: 0 }] },
  ]
  expect(borneOf({ period: '2026-10', pools, cooperative_cents: 12, members: [] })).toEqual([
    { why: 'unused-capacity', cents: 9 },
    { why: 'waived', cents: 3 },
  ])
})
