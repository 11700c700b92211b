import { expect, it } from 'vitest'
import { hashOf, pack, unpack } from './pack.ts'

const statement = {
  period: '2026-09',
  pools: [{ id: 'rent', sessions: [] }],
  members: [
    {
      id: 'awa',
      sessions: 2,
      lines: [
        { label: 'Rent', sessions: ['s1', 's2'] },
        { label: 'Power', sessions: ['s2'] },
      ],
    },
    { id: 'bo', sessions: 1, lines: [{ label: 'Rent', sessions: ['s3', 's1'] }] },
  ],
}

it('names each session once, and unpacks to the very same statement', () => {
  const packed = pack(statement)
  expect(packed.sessions).toEqual(['s1', 's2', 's3'])
  expect(JSON.stringify(packed.statement)).not.toContain('s2')
  expect(unpack(packed)).toEqual(statement)
  expect(hashOf(unpack(JSON.parse(JSON.stringify(packed))))).toBe(hashOf(statement))
})

it('does not guess at a session that is not named', () => {
  expect(() => unpack({ sessions: ['s1'], statement: { sessions: [1] } })).toThrow('session 1 of 1')
})
